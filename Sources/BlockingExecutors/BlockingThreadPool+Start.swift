internal import StateLocks

extension BlockingThreadPool {
    /// Brings a call to a thread, without a task that waits for it: one task less to wake than with ``run(_:)``.
    package func start(_ call: StartedCall) {
        submit(.call(call))
    }

    /// Takes a call back that has not begun, if it has not.
    package func withdraw(_ call: StartedCall) {
        if call.cancel() { withdraw(call as any BlockingCall) }
    }
}

/// A blocking closure that nobody waits for. It ends exactly once: it runs, is refused, or is taken back before.
package final class StartedCall: BlockingCall {
    private struct Closures {
        let body: @Sendable () -> (@Sendable () -> Void)
        let refused: @Sendable (any Error) -> Void
    }

    private let closures: Lock<Closures?>

    /// - Parameters:
    ///   - body: Runs on a thread of the pool. What it returns hands the result on, and is called when the thread is free again.
    ///   - refused: Called if the pool is shut down or the system gave it no thread.
    package init(
        _ body: @escaping @Sendable () -> (@Sendable () -> Void), refused: @escaping @Sendable (any Error) -> Void
    ) {
        closures = Lock(Closures(body: body, refused: refused))
    }

    func start() -> (@Sendable () -> Void)? {
        take()?.body()
    }

    func fail(_ error: any Error) {
        take()?.refused(error)
    }

    /// Returns whether it was still waiting.
    func cancel() -> Bool {
        take() != nil
    }

    private func take() -> Closures? {
        closures.withLock { closures in
            defer { closures = nil }
            return closures
        }
    }
}
