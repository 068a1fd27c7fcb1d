internal import Synchronization

/// `Mutex`, in a form that ThreadSanitizer can follow.
///
/// On Linux the sanitizer does not see how a `Mutex` is passed on between threads that contend for it: that happens in the
/// standard library, which is not built with it. Every state behind such a lock would be reported as a race, here and in the
/// programs of our users (seen with Swift 6.3.1). The flag says the same once more, in code that the sanitizer sees: who takes the
/// lock has seen all that was done by those who gave it back. It costs a plain load and a plain store.
package struct Lock<State: ~Copyable>: ~Copyable, Sendable {
    private let mutex: Mutex<State>
    private let wasReleased = Atomic(false)

    package init(_ state: consuming sending State) {
        mutex = Mutex(state)
    }

    package borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending State) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { (state: inout sending State) throws(Failure) -> sending Result in
            _ = wasReleased.load(ordering: .acquiring)
            defer { wasReleased.store(true, ordering: .releasing) }
            return try body(&state)
        }
    }
}
