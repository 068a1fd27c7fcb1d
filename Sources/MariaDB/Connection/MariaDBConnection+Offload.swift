internal import BlockingExecutors

extension MariaDBConnection {
    /// The one way from a caller to a blocking call of this connection: waits for the turn, hops to the connection's thread, and
    /// goes through the lane's door. What it throws has the place of the call in it.
    ///
    /// A call of a cancelled task does not begin, and leaves at once when it waits.
    ///
    /// - Parameter isCancellable: Whether the cancellation of the task ends the call; not for what cleans up.
    nonisolated func offload<Value: Sendable>(
        _ location: CallSite, sql: String? = nil, isCancellable: Bool = true, _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        do {
            guard isCancellable else { return try await takeTurn(gate.arrive(), isCancellable: false, body) }
            try Task.checkCancellation()
            let arrival = gate.arrive()
            return try await withTaskCancellationHandler {
                try await takeTurn(arrival, isCancellable: true, body)
            } onCancel: {
                gate.interrupt(arrival.number, .taskCancelled)
            }
        } catch {
            throw Self.located(error, location, sql: sql)
        }
    }

    private nonisolated func takeTurn<Value: Sendable>(
        _ arrival: ConnectionGate.Calls.Arrival, isCancellable: Bool, _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        if case .wait(let number) = arrival {
            try await gate.wait(number, leavesWhenCancelled: isCancellable)
        }
        return try await call(arrival.number, body)
    }

    /// The call itself, on the connection's thread.
    private func call<Value>(_ number: ConnectionGate.Calls.Number, _ body: @Sendable (Session) throws -> Value) throws -> Value {
        do {
            try gate.begin(number)
            let value = try lane.blocking {
                if session.isIdle {
                    for number in releases.take() { session.held.removeValue(forKey: number)?.close() }
                }
                return try body(session)
            }
            _ = gate.end(number)
            return value
        } catch {
            guard let interruption = gate.end(number), error is MariaDBError || error is BlockingExecutorError else {
                throw error
            }
            throw interruption.error
        }
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
