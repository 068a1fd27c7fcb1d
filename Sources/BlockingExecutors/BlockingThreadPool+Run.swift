extension BlockingThreadPool {
    /// Runs a blocking closure on a thread of the pool and waits for its result: `run_in_executor`.
    ///
    /// If the task is cancelled before the closure begins, the closure never runs and this throws at once, although every
    /// thread may be busy. A closure that has begun is not interrupted.
    ///
    /// - Parameter body: The blocking closure.
    /// - Returns: What the closure returned.
    /// - Throws: What the closure throws; `CancellationError` if it never ran; ``BlockingExecutorError`` if the pool is shut
    ///   down or the system gave it no thread.
    public func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        let call = PendingCall(body)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if call.wait(continuation) {
                    submit(.call(call))
                    // Cancelled before it was in the queue: nobody else takes it out.
                    if call.hasEnded { withdraw(call) }
                }
            }
        } onCancel: {
            if call.cancel() {
                withdraw(call)
            }
        }
    }
}
