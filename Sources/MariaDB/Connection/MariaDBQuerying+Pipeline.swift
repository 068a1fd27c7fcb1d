extension MariaDBQuerying {
    /// Sends statements one behind the other without waiting for the answers in between, and gives each its own result.
    ///
    /// ```swift
    /// let results = try await connection.pipeline { pipeline in
    ///     for (id, price) in prices { pipeline.execute("UPDATE product SET price = \(price) WHERE id = \(id)") }
    /// }
    /// for result in results { print(try result.get().summary.affectedRows) }
    /// ```
    /// For many small statements that do not depend on each other's answers: a round trip for a hundred of them, not for each. An
    /// error of one stops none of the others; use a transaction, and look at every result before it ends, where all or none is wanted.
    /// If the server rolls it back, such as after a deadlock, all behind have that error and nothing of them is kept. For one statement
    /// with many rows ``executeMany(_:_:transaction:file:line:)`` is faster still.
    ///
    /// No more than 16 KiB are on their way without an answer, so that the server never waits for us while we wait for it.
    /// Cancelling the task while they run closes the connection: nobody knows then how many of them have run.
    ///
    /// - Parameter body: Adds the statements. Other calls of the connection run before or after them, not in between.
    /// - Returns: A result for each statement, in order; rows are read into memory. If the connection is lost, all that were not
    ///   answered have that error.
    /// - Throws: ``MariaDBError`` with the code `invalidQuery` for statements that can not be pipelined: LOAD DATA, CALL, EXECUTE,
    ///   PREPARE, SET STATEMENT, and several in one text. Nothing is sent then. What the body throws; `CancellationError`.
    @discardableResult
    public func pipeline(
        file: String = #fileID, line: Int = #line, _ body: (inout MariaDBPipeline) throws -> Void
    ) async throws -> [Result<MariaDBResultSet, MariaDBError>] {
        var pipeline = MariaDBPipeline()
        try body(&pipeline)
        let location = CallSite(file: file, line: line)
        let keepsTransaction: Bool
        do {
            keepsTransaction = try pipeline.check()
        } catch {
            throw error.at(location)
        }
        guard !pipeline.queries.isEmpty else { return [] }
        let queries = pipeline.queries
        return try await withConnection(file: file, line: line) { connection in
            try await connection.send(queries, keepsTransaction: keepsTransaction, location)
        }
    }
}

extension MariaDBConnection {
    fileprivate nonisolated func send(
        _ queries: [MariaDBQuery], keepsTransaction: Bool, _ location: CallSite
    ) async throws -> [Result<MariaDBResultSet, MariaDBError>] {
        let answers = try await offload(location) { session in
            var answers: [Result<StatementResults, MariaDBError>] = []
            answers.reserveCapacity(queries.count)
            try session.pipeline(queries, keepsTransaction: keepsTransaction) { answers.append($0) }
            return answers
        }
        return zip(answers, queries).map { answer, query in
            if case .failure(let error) = answer { noteTransactionLoss(error) }
            return answer.map { MariaDBResultSet($0[0]) }.mapError { $0.at(location, sql: query.sql) }
        }
    }
}
