internal import CMariaDB

extension Session {
    /// The most placeholders a statement can have (error 1390).
    static let maximumBinds = 65_535

    /// Runs a query: over the text protocol without binds, which is one round trip, else as a prepared statement.
    func run(_ query: MariaDBQuery) throws(MariaDBError) -> StatementResults {
        try query.requireMatchingBinds()
        if query.binds.isEmpty {
            return try self.query(query.sql)
        }
        return try execute(query.sql, binds: query.binds)
    }

    /// Prepares a statement, executes it once and reads all its results over the binary protocol.
    func execute(_ sql: String, binds: [MariaDBValue]) throws(MariaDBError) -> StatementResults {
        guard binds.count <= Self.maximumBinds else {
            throw MariaDBError(
                code: .invalidQuery,
                message: "the query has \(binds.count) binds and \(Self.maximumBinds) is the most; send it in parts"
            )
        }
        let handle = unsafe try connected()
        let statement = unsafe try PreparedStatement(sql, on: handle, session: self)
        do {
            let results = try statement.execute(binds)
            statement.close()
            return results
        } catch {
            statement.close(after: error)
            throw error.isConnectionLost ? endSession(with: error) : error
        }
    }

    private func endSession(with error: MariaDBError) -> MariaDBError {
        close()
        return error
    }
}
