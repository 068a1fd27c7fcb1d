extension MariaDBQuerying {
    /// Runs a statement that gives one row with one column of text or bytes, and hands the value to the body in pieces: for large
    /// values that are written on to a file or a socket.
    ///
    /// ```swift
    /// try await connection.withChunks(of: "SELECT content FROM files WHERE id = \(id)") { chunks in
    ///     for try await chunk in chunks { try await file.write(chunk) }
    /// }
    /// ```
    /// The protocol sends a row in one piece, and Connector/C takes it as one: the value is in memory once, where other ways of
    /// fetching hold it two or three times. Connector/C keeps that much for the connection until it is closed, so close a
    /// connection that has read a very large value. To have even less in memory, read ranges:
    /// `SELECT SUBSTRING(content, \(from), \(count))`, in a transaction; for each, the server reads the value anew.
    ///
    /// Until the body ends, other calls of this connection throw `connectionBusy`.
    /// - Parameters:
    ///   - query: The statement; it is prepared for this, whether it has binds or not.
    ///   - size: How many bytes a piece has, at least 1; the last one has fewer. 1 MiB unless given.
    ///   - body: What is to be done with the pieces.
    /// - Returns: What the body returned.
    /// - Throws: ``MariaDBError``: as ``execute(_:file:line:)``, with the code `noRows` if there is no row, with `tooManyRows` behind
    ///   the last piece if there are more, with `invalidQuery` for a column of another kind; and what the body throws.
    public func withChunks<Value>(
        of query: MariaDBQuery, size: Int = 1 << 20, file: String = #fileID, line: Int = #line,
        _ body: (MariaDBChunks) async throws -> Value
    ) async throws -> Value {
        try await withConnection(file: file, line: line) { connection in
            try await connection.readChunks(of: query, size: max(1, size), CallSite(file: file, line: line), body)
        }
    }
}
