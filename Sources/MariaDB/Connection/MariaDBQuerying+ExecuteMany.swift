extension MariaDBQuerying {
    /// Runs a statement once for each of many rows, in as few packets as possible.
    ///
    /// ```swift
    /// let people = [(1, "Ada", 36), (2, "Alan", nil), (3, "Grace", 85)]
    /// let result = try await connection.executeMany("INSERT INTO people (id, name, age) VALUES (?, ?, ?)", people)
    /// print(result.affectedRows, result.way)          // 3 bulk
    /// ```
    /// On MariaDB the rows of an INSERT, REPLACE, UPDATE or DELETE go through the bulk protocol, about a megabyte at a time and never
    /// more than the server takes; RETURNING gives the rows of all. <doc:Writing> tells of the statements and servers that need
    /// another way, and of everything else.
    ///
    /// Until it ends, other calls of this connection throw `connectionBusy`.
    ///
    /// - Parameters:
    ///   - query: The statement, with a `?` for each value of a row and without values of its own.
    ///   - rows: Tuples, or plain values if there is one placeholder. ``MariaDBValue/default`` is the column's default.
    ///   - transaction: True for all rows or none: in a transaction of their own, or behind a savepoint if one is open. False for a
    ///     statement that must not be in a transaction, or that may be kept in part.
    /// - Throws: ``MariaDBError``, as ``execute(_:file:line:)``, and before anything of a row is sent with the code `invalidQuery` if
    ///   it has another number of values than the statement has placeholders, with `packetTooLarge` if the server would not take
    ///   it. ``MariaDBError/bulk`` says which rows are in.
    @discardableResult
    public func executeMany<Rows: Sequence, each Value: MariaDBEncodable>(
        _ query: MariaDBQuery, _ rows: Rows, transaction: Bool = true, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBBulkResult where Rows.Element == (repeat each Value) {
        try await executeMany(query, rows, transaction, true, CallSite(file: file, line: line)) { row, chunk in
            repeat chunk.append((each row).mariaDBValue)
        }
    }

    /// Runs a statement once for each row of an asynchronous sequence, which is asked for the next rows while the server works on
    /// those before. If it throws, no row is in.
    ///
    /// - Throws: As ``executeMany(_:_:transaction:file:line:)``, and what the sequence throws.
    @discardableResult
    public func executeMany<Rows: AsyncSequence, each Value: MariaDBEncodable>(
        _ query: MariaDBQuery, _ rows: Rows, transaction: Bool = true, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBBulkResult where Rows.Element == (repeat each Value) {
        try await executeMany(query, rows, transaction, CallSite(file: file, line: line)) { row, chunk in
            repeat chunk.append((each row).mariaDBValue)
        }
    }

    /// Runs a statement with one placeholder once for each value.
    ///
    /// - Throws: As ``executeMany(_:_:transaction:file:line:)``.
    @discardableResult
    public func executeMany<Rows: Sequence>(
        _ query: MariaDBQuery, _ rows: Rows, transaction: Bool = true, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBBulkResult where Rows.Element: MariaDBEncodable {
        try await executeMany(query, rows, transaction, true, CallSite(file: file, line: line)) { value, chunk in
            chunk.append(value.mariaDBValue)
        }
    }

    /// Runs a statement with one placeholder once for each value of an asynchronous sequence.
    ///
    /// - Throws: As ``executeMany(_:_:transaction:file:line:)``, and what the sequence throws.
    @discardableResult
    public func executeMany<Rows: AsyncSequence>(
        _ query: MariaDBQuery, _ rows: Rows, transaction: Bool = true, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBBulkResult where Rows.Element: MariaDBEncodable {
        try await executeMany(query, rows, transaction, CallSite(file: file, line: line)) { value, chunk in
            chunk.append(value.mariaDBValue)
        }
    }

    /// Runs a statement once for each row, whose values are a list of one type: ``MariaDBValue`` for rows of any shape.
    ///
    /// - Throws: As ``executeMany(_:_:transaction:file:line:)``.
    @discardableResult
    @_disfavoredOverload
    public func executeMany<Rows: Sequence>(
        _ query: MariaDBQuery, _ rows: Rows, transaction: Bool = true, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBBulkResult where Rows.Element: Sequence, Rows.Element.Element: MariaDBEncodable {
        try await executeMany(query, rows, transaction, true, CallSite(file: file, line: line)) { row, chunk in
            for value in row { chunk.append(value.mariaDBValue) }
        }
    }

    /// Runs a statement once for each row of an asynchronous sequence, whose values are a list of one type.
    ///
    /// - Throws: As ``executeMany(_:_:transaction:file:line:)``, and what the sequence throws.
    @discardableResult
    @_disfavoredOverload
    public func executeMany<Rows: AsyncSequence>(
        _ query: MariaDBQuery, _ rows: Rows, transaction: Bool = true, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBBulkResult where Rows.Element: Sequence, Rows.Element.Element: MariaDBEncodable {
        try await executeMany(query, rows, transaction, CallSite(file: file, line: line)) { row, chunk in
            for value in row { chunk.append(value.mariaDBValue) }
        }
    }

    /// Runs a statement once for each row, whose values are a list of any types: `[[1, "Ada"], [2, nil]]`.
    ///
    /// - Throws: As ``executeMany(_:_:transaction:file:line:)``.
    @discardableResult
    public func executeMany(
        _ query: MariaDBQuery, _ rows: [[(any MariaDBEncodable)?]], transaction: Bool = true, file: String = #fileID,
        line: Int = #line
    ) async throws -> MariaDBBulkResult {
        try await executeMany(query, rows, transaction, true, CallSite(file: file, line: line)) { row, chunk in
            for value in row { chunk.append(value?.mariaDBValue ?? .null) }
        }
    }
}

extension MariaDBQuerying {
    /// - Parameter allowsBulk: False to go as if the server had no bulk, for tests.
    package func executeMany(
        _ query: MariaDBQuery, _ rows: [[MariaDBValue]], transaction: Bool = true, allowsBulk: Bool
    ) async throws -> MariaDBBulkResult {
        try await executeMany(query, rows, transaction, allowsBulk, CallSite(file: #fileID, line: #line)) { row, chunk in
            for value in row { chunk.append(value) }
        }
    }

    func executeMany<Rows: Sequence>(
        _ query: MariaDBQuery, _ rows: Rows, _ transaction: Bool, _ allowsBulk: Bool, _ location: CallSite,
        _ append: (Rows.Element, inout RowChunk) throws -> Void
    ) async throws -> MariaDBBulkResult {
        try refuseBinds(query, location)
        return try await withConnection(file: location.file, line: location.line) { connection in
            var iterator = rows.makeIterator()
            var writer = ManyWriter<Rows.Element>(connection, location, sql: query.sql, isGuarded: transaction)
            return try await writer.write(allowsBulk: allowsBulk, next: { iterator.next() }, append: append)
        }
    }

    func executeMany<Rows: AsyncSequence>(
        _ query: MariaDBQuery, _ rows: Rows, _ transaction: Bool, _ location: CallSite,
        _ append: (Rows.Element, inout RowChunk) throws -> Void
    ) async throws -> MariaDBBulkResult {
        try refuseBinds(query, location)
        return try await withConnection(file: location.file, line: location.line) { connection in
            var iterator = rows.makeAsyncIterator()
            var writer = ManyWriter<Rows.Element>(connection, location, sql: query.sql, isGuarded: transaction)
            return try await writer.write(
                allowsBulk: true, next: { try await iterator.next(isolation: #isolation) }, append: append)
        }
    }

    private func refuseBinds(_ query: MariaDBQuery, _ location: CallSite) throws {
        guard query.binds.isEmpty else {
            throw MariaDBError(
                code: .invalidQuery, message: "the statement for many rows takes its values from them; write ? for each"
            ).at(location, sql: query.sql)
        }
    }
}
