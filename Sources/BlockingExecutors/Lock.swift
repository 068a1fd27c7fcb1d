#if SANITIZE_THREAD
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The stand-in for `Synchronization.Mutex` when ThreadSanitizer looks on; build with `-Xswiftc -DSANITIZE_THREAD`.
///
/// On Linux the sanitizer does not see how `Mutex` is passed on when threads contend for it, since the kernel does that: it
/// would report every state behind such a lock as a race (seen with Swift 6.3.1). It knows pthread mutexes.
///
/// `@unchecked Sendable`: `state` is only touched while the mutex is held.
@safe
package final class Lock<State>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var state: State

    package init(_ state: sending State) {
        self.state = state
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    package func withLock<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body(&state)
    }
}
#else
package import Synchronization

/// The lock of the house. See the other half of this file for the reason of its name.
package typealias Lock<State> = Mutex<State>
#endif
