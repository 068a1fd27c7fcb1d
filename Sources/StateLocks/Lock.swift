public import Synchronization

/// `Mutex`, in a form that ThreadSanitizer can follow.
///
/// On Linux the sanitizer does not see how a `Mutex` is passed on between threads that contend for it: that happens in the
/// standard library, which is not built with it. Every state behind such a lock would be reported as a race, here and in the
/// programs of our users (seen with Swift 6.3.1). The flag says the same once more, in code that the sanitizer sees: who takes the
/// lock has seen all that was done by those who gave it back. It costs a plain load and a plain store.
///
/// Inlinable, since other modules would look up the types of each use at run time, which costs ten times as much as the lock itself.
/// The compiler inlines only what is public: hence a module of its own, which is no product of the package.
public struct Lock<State: ~Copyable>: ~Copyable, Sendable {
    @usableFromInline let mutex: Mutex<State>
    @usableFromInline let wasReleased = Atomic(false)

    /// A lock around its state.
    @inlinable
    public init(_ state: consuming sending State) {
        mutex = Mutex(state)
    }

    /// Calls the body with the state, alone. It must be short, and must not call what may take the lock again.
    @inlinable
    public borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending State) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { (state: inout sending State) throws(Failure) -> sending Result in
            _ = wasReleased.load(ordering: .acquiring)
            defer { wasReleased.store(true, ordering: .releasing) }
            return try body(&state)
        }
    }
}
