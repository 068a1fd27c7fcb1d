internal import BlockingExecutors

extension MariaDBConnection {
    /// The one way from a caller to a blocking call of this connection: waits for the turn, hops to the connection's thread, and
    /// goes through the lane's door. What it throws has the place of the call in it.
    ///
    /// A call of a cancelled task does not begin, leaves at once when it waits, and is stopped at the server when it runs.
    ///
    /// - Parameters:
    ///   - isCancellable: Whether the cancellation of the task ends the call; not for what cleans up.
    ///   - answerStands: Whether an answer without an error is true although a KILL was sent. Not of a query: SLEEP and GET_LOCK that
    ///     were killed answer as if nothing had happened.
    nonisolated func offload<Value: Sendable>(
        _ location: CallSite, sql: String? = nil, isCancellable: Bool = true, answerStands: Bool = false,
        _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        do {
            guard isCancellable else {
                return try await takeTurn(gate.arrive(), isCancellable: false, answerStands: answerStands, body)
            }
            try Task.checkCancellation()
            let arrival = gate.arrive()
            return try await withTaskCancellationHandler {
                try await takeTurn(arrival, isCancellable: true, answerStands: answerStands, body)
            } onCancel: {
                interrupt(arrival.number, .taskCancelled)
            }
        } catch {
            throw Self.located(error, location, sql: sql)
        }
    }

    private nonisolated func takeTurn<Value: Sendable>(
        _ arrival: ConnectionGate.Calls.Arrival, isCancellable: Bool, answerStands: Bool,
        _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        if case .wait(let number) = arrival {
            try await gate.wait(number) {
                if isCancellable, Task.isCancelled { interrupt(number, .taskCancelled) }
            }
        }
        return try await call(arrival.number, answerStands: answerStands, body)
    }

    /// The call itself, on the connection's thread.
    func call<Value>(
        _ number: ConnectionGate.Calls.Number, answerStands: Bool = false, _ body: @Sendable (Session) throws -> Value
    ) throws -> Value {
        let result: Value
        do {
            try gate.begin(number)
            result = try lane.blocking {
                if session.control.isShutDown { session.close() }
                if session.isIdle {
                    for number in releases.take() { session.held.removeValue(forKey: number)?.close() }
                }
                return try body(session)
            }
        } catch {
            let end = end(number)
            guard let interruption = end.interruption, error is MariaDBError || error is BlockingExecutorError else {
                throw error
            }
            throw interruption.error
        }
        let end = end(number)
        if let interruption = end.interruption, end.wasKilled, !answerStands { throw interruption.error }
        return result
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
        try await offload(location, sql: query.sql) { try $0.run(query) }
    }
}
