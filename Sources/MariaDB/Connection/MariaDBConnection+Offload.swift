internal import BlockingExecutors

extension MariaDBConnection {
    /// The one way from this actor to a blocking call: not begun if the task is cancelled, through the lane's door, and with
    /// the place of the call in what it throws.
    func offload<Value>(
        _ location: CallSite, sql: String? = nil, _ body: (Session) throws -> Value
    ) throws -> Value {
        try Task.checkCancellation()
        do {
            return try lane.blocking {
                if session.isIdle {
                    for number in releases.take() { session.held.removeValue(forKey: number)?.close() }
                }
                return try body(session)
            }
        } catch {
            throw Self.located(error, location, sql: sql)
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

    func run(_ query: MariaDBQuery, _ location: CallSite) throws -> StatementResults {
        try offload(location, sql: query.sql) { try $0.run(query) }
    }
}
