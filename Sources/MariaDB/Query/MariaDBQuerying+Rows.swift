extension MariaDBQuerying {
    /// Runs a statement and reads its rows as the body asks for them: for results that do not fit into memory.
    ///
    /// ```swift
    /// try await connection.withRows("SELECT id, payload FROM log WHERE day = \(day)") { rows in
    ///     for try await row in rows { … }
    /// }
    /// ```
    /// Until the body ends, other calls of this connection throw `connectionBusy`. A body may leave before the last row: a small
    /// rest is read and dropped, a large or slow one is ended at the server with KILL QUERY over a second connection.
    ///
    /// - Parameters:
    ///   - query: The statement; it is prepared for this, whether it has binds or not.
    ///   - batch: How many rows are in memory at once.
    ///   - body: What is to be done with the rows.
    /// - Returns: What the body returned.
    /// - Throws: ``MariaDBError``: as ``execute(_:file:line:)``, with the code `noResultSet` for a statement without rows; and what
    ///   the body throws. Reading rows throws `cursorClosed` once the body is over.
    @discardableResult
    public func withRows<Value>(
        _ query: MariaDBQuery,
        batch: MariaDBBatchLimit = MariaDBBatchLimit(),
        file: String = #fileID,
        line: Int = #line,
        _ body: (MariaDBRows) async throws -> Value
    ) async throws -> Value {
        try await withConnection(file: file, line: line) { connection in
            try await connection.readRows(query, batch, CallSite(file: file, line: line), body)
        }
    }

    /// Makes a cursor, calls the body with it, and closes it however the body ends.
    ///
    /// - Returns: What the body returned.
    /// - Throws: What the body throws; ``MariaDBError`` if there is no connection.
    @discardableResult
    public func withCursor<Value>(
        file: String = #fileID, line: Int = #line, _ body: (MariaDBCursor) async throws -> Value
    ) async throws -> Value {
        try await withConnection(file: file, line: line) { connection in
            let cursor = try await connection.cursor(file: file, line: line)
            do {
                let value = try await body(cursor)
                await cursor.close()
                return value
            } catch {
                await cursor.close()
                throw error
            }
        }
    }
}
