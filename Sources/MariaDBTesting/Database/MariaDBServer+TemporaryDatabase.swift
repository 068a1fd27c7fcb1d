public import MariaDB

extension MariaDBServer {
    /// Creates a database on this server, calls the body with a configuration that has it chosen, and drops it.
    ///
    /// The same as ``MariaDB/MariaDBConfiguration/withTemporaryDatabase(_:)`` of ``configuration``.
    ///
    /// - Parameter body: What is to be done in the database.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws; otherwise `MariaDBError` if the database could not be created or dropped.
    public func withTemporaryDatabase<Result>(
        _ body: (MariaDBConfiguration) async throws -> Result
    ) async throws -> Result {
        try await configuration.withTemporaryDatabase(body)
    }
}
