internal import BlockingExecutors
internal import StateLocks

/// One attempt to connect, which can be given up while it blocks: the caller gets its answer in time, and a session that comes
/// too late is closed by the thread that made it.
final class ConnectAttempt: Sendable {
    private enum State {
        case created
        case waiting(CheckedContinuation<NewSession, any Error>)
        /// The answer was there before the caller waited for it.
        case answered(Result<NewSession, any Error>)
        case ended
    }

    private let state = Lock(State.created)
    private let control = SessionControl()

    /// Connects on a thread of the pool.
    ///
    /// - Throws: ``MariaDBError``; with the code `connectTimeout` when the time is up. `CancellationError` if the task is cancelled.
    static func run(_ parameters: SessionParameters, timeout: Duration, on pool: BlockingThreadPool) async throws -> NewSession {
        let attempt = ConnectAttempt()
        // Neither this nor the call is a task: each would wake one more of Swift's threads, and connecting is little more than that.
        let ticket = DeadlineWatcher.shared.add(.now + timeout) { attempt.end(.failure(Session.timeout(parameters))) }
        let call = StartedCall {
            attempt.connect(parameters)
        } refused: {
            attempt.end(.failure($0))
        }
        defer {
            DeadlineWatcher.shared.remove(ticket)
            // Leaves the queue if no thread has taken it yet.
            pool.withdraw(call)
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if attempt.wait(continuation) { pool.start(call) }
            }
        } onCancel: {
            attempt.end(.failure(CancellationError()))
        }
    }

    /// Returns what gives the caller its answer.
    private func connect(_ parameters: SessionParameters) -> @Sendable () -> Void {
        let result = Result { try Self.open(parameters, control) }
        return {
            if !self.end(result, isFromThread: true), case .success(let late) = result {
                late.session.close()
            }
        }
    }

    private static func open(_ parameters: SessionParameters, _ control: SessionControl) throws -> NewSession {
        let session = try Session.connect(parameters, control)
        do {
            try session.beginTracking()
            return try NewSession(session, parameters)
        } catch {
            session.close()
            throw error
        }
    }

    /// Returns whether the caller waits now; it does not if it has its answer already.
    private func wait(_ continuation: CheckedContinuation<NewSession, any Error>) -> Bool {
        let answer: Result<NewSession, any Error>? = state.withLock { state in
            if case .answered(let answer) = state {
                state = .ended
                return answer
            }
            state = .waiting(continuation)
            return nil
        }
        if let answer { continuation.resume(with: answer) }
        return answer == nil
    }

    /// Gives the caller its answer. Returns `false` if it has one already.
    ///
    /// If it does not come from the thread that connects, that thread is freed: whatever it waits for, but for the name look-up, ends
    /// with the socket.
    @discardableResult
    private func end(_ answer: Result<NewSession, any Error>, isFromThread: Bool = false) -> Bool {
        let (isFirst, waiter) = state.withLock { state -> (Bool, CheckedContinuation<NewSession, any Error>?) in
            switch state {
            case .created:
                state = .answered(answer)
                return (true, nil)
            case .waiting(let continuation):
                state = .ended
                return (true, continuation)
            case .answered, .ended:
                return (false, nil)
            }
        }
        if isFirst, !isFromThread { control.shutDown() }
        waiter?.resume(with: answer)
        return isFirst
    }
}

/// A session on its way from the thread that made it to the connection that will own it.
///
/// `@unchecked Sendable`: the thread that made the session lets go of it here, and exactly one taker gets it, with the lock of
/// ``ConnectAttempt`` between the two.
struct NewSession: @unchecked Sendable {
    let session: Session
    let ends: SocketEnds
    let identity: ServerIdentity?

    init(_ session: Session, _ parameters: SessionParameters) throws {
        self.session = session
        ends = session.socket.map { SocketEnds(of: $0) } ?? SocketEnds()
        identity = PortTranslation.isKnown(on: parameters.address) ? try session.readIdentity() : nil
    }
}
