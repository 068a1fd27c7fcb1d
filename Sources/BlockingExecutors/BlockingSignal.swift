#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A flag that one blocked thread waits for: raised by others, taken down by who waited.
///
/// `@unchecked Sendable`: `isRaised` is only touched while `mutex` is held, and the two pthread objects are made for use by many
/// threads. They live in memory of their own, since pthreads forbids moving them.
@safe
final class BlockingSignal: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var isRaised = false

    init() {
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
        unsafe condition = .allocate(capacity: 1)
        unsafe condition.initialize(to: pthread_cond_t())
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe condition.deallocate()
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    func raise() {
        unsafe pthread_mutex_lock(mutex)
        isRaised = true
        unsafe pthread_mutex_unlock(mutex)
        unsafe pthread_cond_signal(condition)
    }

    /// Waits until the flag is raised, or for so many milliseconds. A wall clock that is set meanwhile makes it shorter or longer,
    /// so it is only for waiting that looks around and goes on.
    func wait(atMostMilliseconds milliseconds: Int) {
        var deadline = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &deadline)
        let nanoseconds = deadline.tv_nsec + milliseconds * 1_000_000
        deadline.tv_sec += nanoseconds / 1_000_000_000
        deadline.tv_nsec = nanoseconds % 1_000_000_000
        unsafe pthread_mutex_lock(mutex)
        while !isRaised {
            if unsafe pthread_cond_timedwait(condition, mutex, &deadline) != 0 { break }
        }
        isRaised = false
        unsafe pthread_mutex_unlock(mutex)
    }
}
