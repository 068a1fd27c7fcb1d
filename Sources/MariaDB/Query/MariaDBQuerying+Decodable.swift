extension MariaDBQuerying {
    /// Runs a statement and returns all its rows as values of a `Decodable` type: each property from the column of its name.
    ///
    /// ```swift
    /// struct User: Decodable { var id: Int; var name: String? }
    /// let users = try await connection.fetchAll("SELECT * FROM users", as: User.self)
    /// ```
    /// ``MariaDBRow/decode(_:options:)`` says how properties are read. Decoding happens on the caller's side, not on the
    /// connection's thread. Many rows are decoded while the server sends the rest, and are never in memory all at once but as values.
    /// - Throws: As ``execute(_:file:line:)``, and with the code `decodingFailed` if a column is missing or of another type.
    @_disfavoredOverload
    public func fetchAll<Value: Decodable>(
        _ query: MariaDBQuery, as type: Value.Type, options: MariaDBDecodingOptions = .asWritten,
        file: String = #fileID, line: Int = #line
    ) async throws -> [Value] {
        var values: [Value] = []
        var reader = DecodableReader(type, options)
        try await readParts(of: query, file: file, line: line) { part in
            try locatingErrors(file, line, query) { try part.rows?.decode(with: &reader, into: &values) }
        }
        return values
    }

    /// Runs a statement and returns its first row as a value of a `Decodable` type, or `nil` if it gives none.
    ///
    /// - Throws: As ``fetchAll(_:as:options:file:line:)``.
    @_disfavoredOverload
    public func fetchFirst<Value: Decodable>(
        _ query: MariaDBQuery, as type: Value.Type, options: MariaDBDecodingOptions = .asWritten,
        file: String = #fileID, line: Int = #line
    ) async throws -> Value? {
        let row = try await fetchFirst(query, file: file, line: line)
        return try locatingErrors(file, line, query) { try row?.decode(type, options: options) }
    }

    /// Runs a statement that gives exactly one row, and returns it as a value of a `Decodable` type.
    ///
    /// - Throws: As ``fetchAll(_:as:options:file:line:)``, with the code `noRows` if there is none, with `tooManyRows` if there
    ///   are more.
    @_disfavoredOverload
    public func fetchOne<Value: Decodable>(
        _ query: MariaDBQuery, as type: Value.Type, options: MariaDBDecodingOptions = .asWritten,
        file: String = #fileID, line: Int = #line
    ) async throws -> Value {
        let row = try await fetchOne(query, file: file, line: line)
        return try locatingErrors(file, line, query) { try row.decode(type, options: options) }
    }
}
