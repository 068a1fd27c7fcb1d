extension MariaDBQuerying {
    /// Runs a transaction: commits when the body returns, rolls back when it throws or the task is cancelled.
    ///
    /// ```swift
    /// try await client.withTransaction(retry: .deadlocks(3)) { transaction in
    ///     try await transaction.execute("UPDATE accounts SET balance = balance - \(sum) WHERE id = \(from)")
    ///     try await transaction.execute("UPDATE accounts SET balance = balance + \(sum) WHERE id = \(to)")
    /// }
    /// ```
    /// Inside a transaction, this one or one that was begun by hand, it is a savepoint: what the body did is kept or undone, and the
    /// outer transaction goes on.
    ///
    /// Statements that commit by themselves, such as CREATE TABLE, end the transaction where they stand; what came before can not be
    /// rolled back any more (MariaDB manual, "SQL statements that cause an implicit commit").
    ///
    /// - Parameters:
    ///   - isolation: How much it sees of others; the session's level unless given. It does not outlive the transaction.
    ///   - readOnly: Whether the server refuses to write (1792).
    ///   - retry: Whether the body is run again after a deadlock; ``MariaDBTransaction/attempt`` tells it. Only of an outermost one.
    ///   - body: What is to be done; it uses the transaction and not what the transaction came from.
    /// - Returns: What the body returned.
    /// - Throws: What the body throws, as it is. If rolling back fails too, the connection is closed, so that the server rolls back, and
    ///   a ``MariaDBError`` of the body has that failure as its ``MariaDBError/underlying`` error unless it has one. If the commit
    ///   fails, its error; a commit whose answer was lost has ``MariaDBError/outcomeUnknown`` set. `invalidTransaction` if the server
    ///   did not begin one, or if a savepoint is asked to have options.
    @discardableResult
    public func withTransaction<Value>(
        isolation: MariaDBIsolationLevel? = nil, readOnly: Bool = false, retry: MariaDBTransactionRetry = .never,
        file: String = #fileID, line: Int = #line, _ body: (MariaDBTransaction) async throws -> Value
    ) async throws -> Value {
        try await withConnection(file: file, line: line) { connection in
            let options = TransactionOptions(isolation: isolation, isReadOnly: readOnly, retry: retry)
            return try await connection.transact(options, CallSite(file: file, line: line), body)
        }
    }
}

/// What a transaction is to be like.
struct TransactionOptions: Sendable, Equatable {
    var isolation: MariaDBIsolationLevel?
    var isReadOnly = false
    var retry = MariaDBTransactionRetry.never
}
