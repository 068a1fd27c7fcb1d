extension MariaDBSession {
    /// Runs a statement once for each of many rows, in as few packets as possible: what
    /// ``MariaDBQuerying/executeMany(_:_:transaction:file:line:)`` does, on the connection's thread.
    ///
    /// - Parameters:
    ///   - query: The statement, with a `?` for each value of a row and without values of its own.
    ///   - rows: Tuples, or plain values if there is one placeholder.
    ///   - transaction: True for all rows or none.
    /// - Throws: ``MariaDBError``; ``MariaDBError/bulk`` says which rows are in. What the sequence throws.
    @discardableResult
    public func executeMany<Rows: Sequence, each Value: MariaDBEncodable>(
        _ query: MariaDBQuery, _ rows: Rows, transaction: Bool = true
    ) throws -> MariaDBBulkResult where Rows.Element == (repeat each Value) {
        try write(query, rows, transaction) { row, chunk in
            repeat chunk.append((each row).mariaDBValue)
        }
    }

    /// Runs a statement once for each row, whose values are a list of one type: ``MariaDBValue`` for rows of any shape.
    ///
    /// - Throws: As ``executeMany(_:_:transaction:)``.
    @discardableResult
    @_disfavoredOverload
    public func executeMany<Rows: Sequence>(
        _ query: MariaDBQuery, _ rows: Rows, transaction: Bool = true
    ) throws -> MariaDBBulkResult where Rows.Element: Sequence, Rows.Element.Element: MariaDBEncodable {
        try write(query, rows, transaction) { row, chunk in
            for value in row { chunk.append(value.mariaDBValue) }
        }
    }

    /// Sends statements one behind the other without waiting for the answers in between, and gives each its own result: what
    /// ``MariaDBQuerying/pipeline(file:line:_:)`` does, on the connection's thread.
    ///
    /// - Returns: A result for each statement, in order.
    /// - Throws: ``MariaDBError`` with the code `invalidQuery` for statements that can not be pipelined; what the body throws.
    @discardableResult
    public func pipeline(
        _ body: (inout MariaDBPipeline) throws -> Void
    ) throws -> [Result<MariaDBResultSet, MariaDBError>] {
        var pipeline = MariaDBPipeline()
        try body(&pipeline)
        let keepsTransaction = try pipeline.check()
        var answers: [Result<MariaDBResultSet, MariaDBError>] = []
        answers.reserveCapacity(pipeline.queries.count)
        try session.pipeline(pipeline.queries, keepsTransaction: keepsTransaction) { answer in
            let sql = pipeline.queries[answers.count].sql
            answers.append(
                answer.map { MariaDBResultSet($0[0]) }.mapError { error in
                    var error = error
                    error.sql = error.sql ?? sql
                    return error
                })
        }
        return answers
    }

    private func write<Rows: Sequence>(
        _ query: MariaDBQuery, _ rows: Rows, _ isGuarded: Bool, _ append: (Rows.Element, inout RowChunk) throws -> Void
    ) throws -> MariaDBBulkResult {
        try naming(query) {
            guard query.binds.isEmpty else {
                throw MariaDBError(
                    code: .invalidQuery, message: "the statement for many rows takes its values from them; write ? for each")
            }
            var writer = SessionWriter(session, try session.planMany(query.sql, allowsBulk: true), isGuarded: isGuarded)
            return try writer.write(rows, append)
        }
    }
}
