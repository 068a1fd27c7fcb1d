internal import StateLocks

/// The turn of a connection's calls: one at a time, in the order of their arrival, and a call that is interrupted while it waits
/// leaves at once. Uncontended it costs a lock that nobody else holds.
final class ConnectionGate: Sendable {
    typealias Calls = ConnectionCalls<TurnWaiter>

    private let calls = Lock(Calls())
    private let control: SessionControl

    init(_ control: SessionControl) {
        self.control = control
    }

    /// A call arrives.
    func arrive() -> Calls.Arrival {
        calls.withLock { $0.arrive() }
    }

    /// A call of the body's task is on a thread. Returns `nil` if another call has the turn.
    func beginInBody() -> Calls.Number? {
        calls.withLock { calls in
            let number = calls.beginInBody()
            if number != nil { forgetInterruption() }
            return number
        }
    }

    /// Waits for the turn.
    ///
    /// - Parameter onWaiting: Called once the call stands in the queue: to interrupt it for what happened before, when nobody would
    ///   have found it there.
    func wait(_ number: Calls.Number, onWaiting: () -> Void = {}) async throws {
        try await withCheckedThrowingContinuation { continuation in
            guard calls.withLock({ $0.wait(number, TurnWaiter(continuation)) }) else { return continuation.resume() }
            onWaiting()
        }
    }

    /// The call is on a thread. Throws if it was interrupted meanwhile.
    func begin(_ number: Calls.Number) throws {
        let interruption = calls.withLock { calls in
            let interruption = calls.begin(number)
            if interruption == nil { forgetInterruption() }
            return interruption
        }
        if let interruption { throw interruption.error(hasBegun: false) }
    }

    /// What was meant for the call before the one that begins.
    private func forgetInterruption() {
        if control.isInterrupted { control.isInterrupted = false }
    }

    /// The call is over, and the next one has the turn.
    func end(_ number: Calls.Number, isConnectionOpen: Bool) -> Calls.End {
        let end = calls.withLock { $0.end(number, isConnectionOpen: isConnectionOpen) }
        end.next?.resume()
        return end
    }

    /// A call is to end before its time. What this returns is the caller's to do.
    func interrupt(_ number: Calls.Number, _ reason: CallInterruption) -> Calls.Interrupting {
        calls.withLock { noted($0.interrupt(number, reason)) }
    }

    /// A call is to be stopped if it runs. What this returns is the caller's to do.
    func interruptIfRunning(_ number: Calls.Number, _ reason: CallInterruption) -> Calls.Interrupting {
        calls.withLock { noted($0.interruptIfRunning(number, reason)) }
    }

    /// The call that has the turn is to end before its time. What this returns is the caller's to do.
    func interruptCurrent(_ reason: CallInterruption) -> Calls.Interrupting {
        calls.withLock { noted($0.interruptCurrent(reason)) }
    }

    /// The call that has the turn is to end before its time, if the body's task made it. What this returns is the caller's to do.
    func interruptBody(_ reason: CallInterruption) -> Calls.Interrupting {
        calls.withLock { noted($0.interruptBody(reason)) }
    }

    /// Under the lock, so that the call's end can not come in between and the next call be kept from its statement.
    private func noted(_ interrupting: Calls.Interrupting) -> Calls.Interrupting {
        if case .stop = interrupting { control.isInterrupted = true }
        return interrupting
    }

    /// Whether the call has the turn and is not on a thread yet.
    func isWaitingForThread(_ number: Calls.Number) -> Bool {
        calls.withLock { $0.isWaitingForThread(number) }
    }

    /// Whether any call is on a thread.
    var isBusy: Bool { calls.withLock { $0.isBusy } }

    /// Whether the call is on a thread.
    func isRunning(_ number: Calls.Number) -> Bool {
        calls.withLock { $0.isRunning(number) }
    }

    /// A KILL is about to be sent. Returns whether it may be; then ``endKill(_:isAnswered:)`` must follow.
    func beginKill(_ number: Calls.Number) -> Bool {
        calls.withLock { $0.beginKill(number) }
    }

    /// The KILL has been answered. One without an answer may still arrive at any time, so the connection is given up.
    func endKill(_ number: Calls.Number, isAnswered: Bool) {
        if !isAnswered { control.shutDown() }
        calls.withLock { $0.endKill(number) }?.resume()
    }
}
