public import MariaDB

extension MariaDBConfiguration {
    /// Creates a database, calls the body with a configuration that has it chosen, and drops it.
    ///
    /// Its name is `test_` and 16 random hexadecimal digits, so that any number of tests can share a server; its character set
    /// is utf8mb4. The user must be allowed to create and drop databases. Costs two connections, a few milliseconds in all on a
    /// server of this machine.
    ///
    /// The database is dropped also when the body throws or the task is cancelled. A drop that has to wait for a lock, because
    /// the body left a transaction open on a connection that still lives, is given up after ten seconds.
    ///
    /// - Parameter body: What is to be done in the database.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws; otherwise `MariaDBError` if the database could not be created or dropped, and
    ///   `CancellationError` if the task was cancelled before it was created.
    public func withTemporaryDatabase<Result>(
        _ body: (MariaDBConfiguration) async throws -> Result
    ) async throws -> Result {
        let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
        let name = "test_" + String(repeating: "0", count: 16 - digits.count) + digits
        try await MariaDBConnection.withConnection(to: self) { connection in
            _ = try await connection.execute("CREATE DATABASE \(identifier: name) CHARACTER SET utf8mb4")
        }
        var configuration = self
        configuration.database = name
        let result: Result
        do {
            result = try await body(configuration)
        } catch {
            // What went wrong first is what has to be known.
            try? await drop(name)
            throw error
        }
        try await drop(name)
        return result
    }

    private func drop(_ name: String) async throws {
        // A task of its own: if this one has been cancelled, no statement would be sent any more.
        try await Task {
            try await MariaDBConnection.withConnection(to: self) { connection in
                try await connection.execute("SET lock_wait_timeout = 10")
                try await connection.execute("DROP DATABASE IF EXISTS \(identifier: name)")
            }
        }.value
    }
}
