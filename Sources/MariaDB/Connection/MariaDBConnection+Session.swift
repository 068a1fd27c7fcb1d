internal import BlockingExecutors

extension MariaDBConnection {
    /// Makes a cursor: Python's way of executing and fetching. It costs nothing at the server.
    ///
    /// - Throws: ``MariaDBError`` with the code `connectionClosed`.
    public nonisolated func cursor(file: String = #fileID, line: Int = #line) async throws -> MariaDBCursor {
        try await offload(CallSite(file: file, line: line)) { try $0.requireOpen() }
        return MariaDBCursor(connection: self)
    }

    /// Asks the server for a sign of life: one round trip.
    ///
    /// - Throws: ``MariaDBError`` with the code `connectionLost` or `connectionClosed`.
    public nonisolated func ping(file: String = #fileID, line: Int = #line) async throws {
        try await offload(CallSite(file: file, line: line)) { try $0.ping() }
    }

    /// Changes the default database.
    ///
    /// - Throws: ``MariaDBError`` with the code `server` (1049, unknown database; 1044, access denied).
    public nonisolated func select(database: String, file: String = #fileID, line: Int = #line) async throws {
        try await offload(CallSite(file: file, line: line)) { try $0.select(database: database) }
    }

    /// Whether the server commits each statement by itself; on after connecting. As the last answer of the server said.
    public var isAutocommit: Bool { session.status.contains(.autocommit) }

    /// Whether a transaction is open. As the last answer of the server said, so a statement that commits by itself, such as
    /// CREATE TABLE, shows.
    public var isInTransaction: Bool { session.status.contains(.inTransaction) }

    /// Switches autocommit. Switching it on commits an open transaction.
    public nonisolated func setAutocommit(_ isOn: Bool, file: String = #fileID, line: Int = #line) async throws {
        try await run(isOn ? "SET autocommit = 1" : "SET autocommit = 0", file, line)
    }

    /// Begins a transaction. One that is open is committed first, by the server's rule.
    public nonisolated func begin(file: String = #fileID, line: Int = #line) async throws {
        try await run("START TRANSACTION", file, line)
    }

    /// Commits the open transaction; without one it does nothing.
    ///
    /// - Throws: ``MariaDBError``; with the code `connectionLost` it is not known whether the transaction was committed.
    ///   `CancellationError`; then it is not known either. If the server has confirmed the commit, this returns although the task was
    ///   cancelled meanwhile.
    public nonisolated func commit(file: String = #fileID, line: Int = #line) async throws {
        try await offload(CallSite(file: file, line: line), sql: "COMMIT") { _ = try $0.query("COMMIT") }
    }

    /// Rolls back the open transaction; without one it does nothing. Also runs in a task that is cancelled.
    public nonisolated func rollback(file: String = #fileID, line: Int = #line) async throws {
        try await offload(CallSite(file: file, line: line), sql: "ROLLBACK", isCancellable: false) {
            _ = try $0.query("ROLLBACK")
        }
    }

    private nonisolated func run(_ sql: String, _ file: String, _ line: Int) async throws {
        _ = try await run(MariaDBQuery(unsafeSQL: sql), CallSite(file: file, line: line))
    }
}
