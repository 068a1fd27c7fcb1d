internal import BlockingExecutors

/// The turn of a connection's calls: one at a time, in the order of their arrival, and a call that is cancelled while it waits
/// leaves at once. Uncontended it costs a lock that nobody else holds.
final class ConnectionGate: Sendable {
    typealias Calls = ConnectionCalls<CheckedContinuation<Void, any Error>>

    private let calls = Lock(Calls())

    /// A call arrives.
    func arrive() -> Calls.Arrival {
        calls.withLock { $0.arrive() }
    }

    /// Waits for the turn.
    ///
    /// - Parameter leavesWhenCancelled: Whether the cancellation of the task makes the call leave the queue; its handler of
    ///   cancellation must be in place.
    func wait(_ number: Calls.Number, leavesWhenCancelled: Bool) async throws {
        try await withCheckedThrowingContinuation { continuation in
            guard calls.withLock({ $0.wait(number, continuation) }) else { return continuation.resume() }
            // Cancelled before it stood in the queue: the handler did not find it there.
            if leavesWhenCancelled, Task.isCancelled { interrupt(number, .taskCancelled) }
        }
    }

    /// The call is on a thread. Throws if it was interrupted meanwhile.
    func begin(_ number: Calls.Number) throws {
        if let interruption = calls.withLock({ $0.begin(number) }) { throw interruption.error }
    }

    /// The call is over, and the next one has the turn. Returns why it was interrupted, if it was.
    func end(_ number: Calls.Number) -> CallInterruption? {
        let end = calls.withLock { $0.end(number) }
        end.next?.resume()
        return end.interruption
    }

    /// Ends a call before its time.
    func interrupt(_ number: Calls.Number, _ reason: CallInterruption) {
        switch calls.withLock({ $0.interrupt(number, reason) }) {
        case .leave(let waiter): waiter.resume(throwing: reason.error)
        case .nothing, .hurry, .stop: break
        }
    }
}
