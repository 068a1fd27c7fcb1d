internal import StateLocks

/// A blocking closure on its way to a thread.
protocol BlockingCall: AnyObject, Sendable {
    /// Runs the closure unless it was cancelled. Returns what hands the result to the caller, or `nil` if it did not run.
    func start() -> (@Sendable () -> Void)?
    /// Ends the call without running the closure, unless it has begun or was cancelled.
    func fail(_ error: any Error)
}

/// The call behind ``BlockingThreadPool/run(_:)``: ends exactly once, by its result, by a refusal, or by cancellation before
/// it starts.
final class PendingCall<Value: Sendable>: BlockingCall {
    private enum State {
        case created
        case waiting(CheckedContinuation<Value, any Error>)
        case started
        case ended
    }

    private let state = Lock(State.created)
    private let body: @Sendable () throws -> Value

    init(_ body: @escaping @Sendable () throws -> Value) {
        self.body = body
    }

    /// Takes the caller's continuation. Returns `false`, having resumed it, if the call was cancelled before.
    func wait(_ continuation: CheckedContinuation<Value, any Error>) -> Bool {
        let waits = state.withLock { state in
            guard case .created = state else { return false }
            state = .waiting(continuation)
            return true
        }
        if !waits {
            continuation.resume(throwing: CancellationError())
        }
        return waits
    }

    func start() -> (@Sendable () -> Void)? {
        guard let continuation = leaveWaiting(for: .started) else { return nil }
        let result = Result(catching: body)
        return { continuation.resume(with: result) }
    }

    func fail(_ error: any Error) {
        leaveWaiting(for: .ended)?.resume(throwing: error)
    }

    /// Cancels a call that has not begun. Returns whether it now has to leave the queue.
    func cancel() -> Bool {
        let waiting = leaveWaiting(for: .ended)
        waiting?.resume(throwing: CancellationError())
        return waiting != nil
    }

    /// Whether the call was cancelled or refused.
    var hasEnded: Bool {
        state.withLock { if case .ended = $0 { true } else { false } }
    }

    private func leaveWaiting(for next: State) -> CheckedContinuation<Value, any Error>? {
        state.withLock { state in
            switch state {
            case .waiting(let continuation):
                state = next
                return continuation
            case .created:
                state = .ended
                return nil
            case .started, .ended:
                return nil
            }
        }
    }
}
