#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// One thread's place to sleep and be woken: a mutex, a condition with exactly one waiter, and what it is woken with. Mail that comes
/// before the last was taken replaces it.
///
/// `@unchecked Sendable`: `mail` is only touched while `mutex` is held, and the two pthread objects are made for use by many
/// threads. They live in memory of their own, since pthreads forbids moving them.
@safe
final class ThreadMailbox<Mail: Sendable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var mail: Mail?

    init() {
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
        unsafe condition = .allocate(capacity: 1)
        unsafe condition.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        #if !canImport(Darwin)
        // A time-out must not move with the wall clock.
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        #endif
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe condition.deallocate()
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    /// Wakes the thread. The signal is sent after the mutex is free, so that the thread does not wake only to wait for it.
    func wake(with mail: Mail) {
        unsafe pthread_mutex_lock(mutex)
        self.mail = mail
        unsafe pthread_mutex_unlock(mutex)
        unsafe pthread_cond_signal(condition)
    }

    /// Sleeps until woken. Returns `nil` when the time is up first.
    ///
    /// - Parameter timeout: How long to sleep at most, or `nil` for as long as it takes.
    func sleep(atMost timeout: Duration?) -> Mail? {
        var deadline = timespec()
        if let timeout { deadline = Self.deadline(in: timeout) }
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while mail == nil {
            if timeout == nil {
                unsafe pthread_cond_wait(condition, mutex)
            } else if unsafe pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT {
                break
            }
        }
        defer { mail = nil }
        return mail
    }

    private static func deadline(in timeout: Duration) -> timespec {
        var now = timespec()
        #if canImport(Darwin)
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        #else
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        #endif
        // A year is as good as for ever, and keeps the sum far from overflow.
        let (seconds, attoseconds) = min(max(timeout, .zero), .seconds(31_536_000)).components
        let nanoseconds = now.tv_nsec + Int(attoseconds / 1_000_000_000)
        return timespec(tv_sec: now.tv_sec + Int(seconds) + nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
    }
}
