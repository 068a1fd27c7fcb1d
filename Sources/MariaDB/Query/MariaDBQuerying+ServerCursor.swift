extension MariaDBQuerying {
    /// Runs a statement whose rows the server keeps, and fetches them as the body asks for them, while the same connection runs
    /// other statements in between: to read many rows and change something for each.
    ///
    /// ```swift
    /// try await connection.withServerCursor("SELECT id, body FROM mails WHERE sent = 0") { mails in
    ///     for try await mail in mails {
    ///         let (id, body) = try mail.decode((Int, String).self)
    ///         …
    ///         try await connection.execute("UPDATE mails SET sent = 1 WHERE id = \(id)")
    ///     }
    /// }
    /// ```
    /// The server first makes the whole result and keeps it in a temporary table, so the first row takes longer than that of
    /// ``withRows(_:batch:file:line:_:)``, and changes made since are not seen. After that it is one round trip for each
    /// `prefetch` rows, which are in memory here at once. The rows stay through COMMIT, and leaving early costs nothing. For
    /// statements for which the server opens no cursor, such as CALL or EXPLAIN, all rows are in memory at once.
    ///
    /// On a client, the connection is leased for as long as the body runs; use the one of ``withConnection(file:line:_:)`` for the
    /// statements in between.
    /// - Parameters:
    ///   - query: The statement; it is prepared for this, whether it has binds or not.
    ///   - prefetch: How many rows are fetched at once, at least 1.
    ///   - body: What is to be done with the rows.
    /// - Returns: What the body returned.
    /// - Throws: ``MariaDBError``: as ``execute(_:file:line:)``, with the code `noResultSet` for a statement without rows; and what
    ///   the body throws.
    public func withServerCursor<Value>(
        _ query: MariaDBQuery, prefetch: Int = 1000, file: String = #fileID, line: Int = #line,
        _ body: (MariaDBServerCursor) async throws -> Value
    ) async throws -> Value {
        try await withConnection(file: file, line: line) { connection in
            let location = CallSite(file: file, line: line)
            let opened = try await connection.offload(location, sql: query.sql, timeout: query.timeLimit) {
                try $0.openCursor(query, prefetch: max(1, prefetch))
            }
            let cursor = MariaDBServerCursor(opened, of: connection, location: location, sql: query.sql)
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
