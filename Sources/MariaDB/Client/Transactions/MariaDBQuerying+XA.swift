extension MariaDBQuerying {
    /// Runs one branch of a distributed transaction: XA START, the body, XA END, XA PREPARE, and XA COMMIT.
    ///
    /// ```swift
    /// try await stock.withXATransaction(MariaDBXID("order-4711", branch: "stock")) { transaction in
    ///     try await transaction.execute("UPDATE parts SET n = n - 1 WHERE id = \(part)")
    /// } whenPrepared: {
    ///     try await coordinator.allArePrepared("order-4711")
    /// }
    /// ```
    /// If the body or `whenPrepared` throws, or the task is cancelled before the branch is committed, it is rolled back. What ends a
    /// branch is not cut short by cancellation.
    ///
    /// Once prepared, a branch outlives its connection and the server: if the answer to PREPARE or COMMIT is lost, the error has
    /// ``MariaDBError/outcomeUnknown`` and ``MariaDBError/xid`` set. Then ask ``preparedXATransactions(file:line:)``, and end it with
    /// ``commitXATransaction(_:file:line:)`` or ``rollbackXATransaction(_:file:line:)``.
    ///
    /// - Parameters:
    ///   - xid: The name of the branch.
    ///   - body: What is to be done; it uses the transaction and not what the transaction came from.
    ///   - whenPrepared: Called when the branch is prepared: wait here until the others are, or note the decision.
    /// - Returns: What the body returned.
    /// - Throws: What the body and `whenPrepared` throw. ``MariaDBError`` with an ``MariaDBError/xaFailure``; with the code
    ///   `invalidTransaction` for a name that is too long.
    @discardableResult
    public func withXATransaction<Value>(
        _ xid: MariaDBXID, file: String = #fileID, line: Int = #line, _ body: (MariaDBTransaction) async throws -> Value,
        whenPrepared: () async throws -> Void = {}
    ) async throws -> Value {
        try await withConnection(file: file, line: line) { connection in
            try await connection.transactXA(xid, CallSite(file: file, line: line), body, whenPrepared)
        }
    }

    /// The branches of distributed transactions that are prepared at the server and wait for their end, whoever has begun them
    /// (XA RECOVER). MySQL shows them to those with XA_RECOVER_ADMIN only.
    public func preparedXATransactions(file: String = #fileID, line: Int = #line) async throws -> [MariaDBXID] {
        let rows = try await fetchAll("XA RECOVER", as: (UInt32, Int, Int, [UInt8]).self, file: file, line: line)
        return rows.map { format, length, branchLength, data in
            MariaDBXID(
                transaction: Array(data.prefix(max(0, length))),
                branch: Array(data.dropFirst(max(0, length)).prefix(max(0, branchLength))),
                formatID: format)
        }
    }

    /// Commits a branch that is prepared and belongs to no connection any more.
    ///
    /// - Throws: ``MariaDBError`` with the ``MariaDBError/xaFailure`` `unknownName` if there is none of this name.
    public func commitXATransaction(_ xid: MariaDBXID, file: String = #fileID, line: Int = #line) async throws {
        let name = try xid.sql(CallSite(file: file, line: line))
        try await execute(MariaDBQuery(unsafeSQL: "XA COMMIT \(name)"), file: file, line: line)
    }

    /// Rolls back a branch that is prepared and belongs to no connection any more.
    ///
    /// - Throws: ``MariaDBError`` with the ``MariaDBError/xaFailure`` `unknownName` if there is none of this name.
    public func rollbackXATransaction(_ xid: MariaDBXID, file: String = #fileID, line: Int = #line) async throws {
        let name = try xid.sql(CallSite(file: file, line: line))
        try await execute(MariaDBQuery(unsafeSQL: "XA ROLLBACK \(name)"), file: file, line: line)
    }
}
