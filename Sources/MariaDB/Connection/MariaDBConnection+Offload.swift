internal import BlockingExecutors

extension MariaDBConnection {
    /// The one way from a caller to a blocking call of this connection: waits for the turn, hops to the connection's thread, and
    /// goes through the lane's door. What it throws has the place of the call in it.
    ///
    /// A call of a cancelled task does not begin, leaves at once when it waits, and is stopped at the server when it runs. So it
    /// is with one whose deadline comes.
    ///
    /// - Parameters:
    ///   - observed: What the call is to those who watch.
    ///   - isCancellable: Whether the cancellation of the task ends the call; not for what cleans up.
    ///   - doubtsAnswer: Whether an answer without an error is dropped if a KILL was sent: for statements of the user, since SLEEP and
    ///     GET_LOCK that were killed answer as if nothing had happened. Not for what has opened something that must be closed.
    nonisolated func offload<Value: Sendable>(
        _ location: CallSite, sql: String? = nil, as observed: ObservedCall = .statement, isCancellable: Bool = true,
        doubtsAnswer: Bool = false,
        _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        let observation = observer.begin(observed, sql, location)
        var failure: (any Error)?
        defer { observation?.end(failure) }
        do {
            guard isCancellable else {
                return try await takeTurn(gate.arrive(), isCancellable: false, doubtsAnswer: doubtsAnswer, body)
            }
            try Task.checkCancellation()
            let deadline = MariaDBDeadline.current
            if let deadline, deadline <= .now { throw CallInterruption.timedOut.error(hasBegun: false) }
            let arrival = gate.arrive()
            let ticket = deadline.map { watch($0, arrival.number) }
            defer { if let ticket { DeadlineWatcher.shared.remove(ticket) } }
            return try await withTaskCancellationHandler {
                try await takeTurn(arrival, isCancellable: true, doubtsAnswer: doubtsAnswer, body)
            } onCancel: {
                interrupt(arrival.number, .taskCancelled)
            }
        } catch {
            let error = Self.located(error, location, sql: sql)
            failure = error
            throw error
        }
    }

    private nonisolated func takeTurn<Value: Sendable>(
        _ arrival: ConnectionGate.Calls.Arrival, isCancellable: Bool, doubtsAnswer: Bool,
        _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        if case .wait(let number) = arrival {
            try await gate.wait(number) {
                if isCancellable, Task.isCancelled { interrupt(number, .taskCancelled) }
            }
        }
        return try await call(arrival.number, doubtsAnswer: doubtsAnswer, body)
    }

    /// Where the server keeps the time, too, it shall be the one to stop the statement: that needs no second connection.
    private static let serversHeadStart = Duration.milliseconds(30)

    /// The call itself, on the connection's thread.
    func call<Value>(
        _ number: ConnectionGate.Calls.Number, doubtsAnswer: Bool = false, _ body: @Sendable (Session) throws -> Value
    ) throws -> Value {
        let result: Value
        do {
            try gate.begin(number)
        } catch {
            _ = end(number)
            throw error
        }
        let ticket = statementTimeout.map { watch(.now + $0 + Self.serversHeadStart, number) }
        defer { if let ticket { DeadlineWatcher.shared.remove(ticket) } }
        do {
            result = try lane.blocking {
                if session.control.isShutDown { session.close() }
                if session.isIdle {
                    if let limit = statementTimeout, limit != session.serverTimeLimit { try session.limitStatements(to: limit) }
                    for number in releases.take() { session.held.removeValue(forKey: number)?.close() }
                }
                defer { dropAbandonedRows(session, number) }
                return try body(session)
            }
        } catch {
            let end = end(number)
            guard let interruption = end.interruption, interruption != .leftEarly,
                error is MariaDBError || error is BlockingExecutorError
            else {
                throw error
            }
            let ending = interruption.error(hasBegun: hasBegun(error))
            guard var interrupted = ending as? MariaDBError else { throw ending }
            interrupted.outcomeUnknown = (error as? MariaDBError)?.outcomeUnknown ?? false
            throw interrupted
        }
        let end = end(number)
        if let interruption = end.interruption, interruption != .leftEarly, end.wasKilled, doubtsAnswer {
            throw interruption.error(hasBegun: true)
        }
        return result
    }

    /// Whether a call that failed so had a thread to run on.
    private func hasBegun(_ error: any Error) -> Bool {
        !(error is BlockingExecutorError)
    }

    private nonisolated func watch(
        _ deadline: ContinuousClock.Instant, _ number: ConnectionGate.Calls.Number
    ) -> DeadlineWatcher.Ticket {
        DeadlineWatcher.shared.add(deadline) { self.interrupt(number, .timedOut) }
    }

    private func end(_ number: ConnectionGate.Calls.Number) -> ConnectionGate.Calls.End {
        if session.control.isShutDown { session.close() }
        return gate.end(number, isConnectionOpen: session.isOpen)
    }

    /// The same error with the place of the call; errors that are not ours, such as a cancellation, stay as they are.
    nonisolated static func located(_ error: any Error, _ location: CallSite, sql: String?) -> any Error {
        switch error {
        case let error as MariaDBError:
            error.at(location, sql: sql)
        case let error as BlockingExecutorError:
            MariaDBError(code: .executorUnavailable, message: "\(error)", underlying: error).at(location, sql: sql)
        default:
            error
        }
    }

    nonisolated func run(_ query: MariaDBQuery, _ location: CallSite) async throws -> StatementResults {
        try await offload(location, sql: query.sql, doubtsAnswer: true) { try $0.run(query) }
    }
}
