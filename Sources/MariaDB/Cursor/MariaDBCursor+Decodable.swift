extension MariaDBCursor {
    /// The next row as a value of a `Decodable` type, each property from the column of its name; `nil` after the last.
    ///
    /// - Throws: As ``fetchOne(as:file:line:)``. The row counts as fetched.
    @_disfavoredOverload
    public func fetchOne<Value: Decodable>(
        as type: Value.Type, options: MariaDBDecodingOptions = .asWritten, file: String = #fileID, line: Int = #line
    ) async throws -> Value? {
        let row = try await fetchOne(file: file, line: line)
        return try locatingErrors(file, line) { try row?.decode(type, options: options) }
    }

    /// The next rows as values of a `Decodable` type, fewer at the end.
    ///
    /// - Throws: As ``fetchOne(as:file:line:)``. The rows count as fetched.
    @_disfavoredOverload
    public func fetchMany<Value: Decodable>(
        _ count: Int? = nil, as type: Value.Type, options: MariaDBDecodingOptions = .asWritten,
        file: String = #fileID, line: Int = #line
    ) async throws -> [Value] {
        let rows = try await fetchMany(count, file: file, line: line)
        return try locatingErrors(file, line) { try rows.decode(type, options) }
    }

    /// The rows that are left, as values of a `Decodable` type.
    ///
    /// - Throws: As ``fetchOne(as:file:line:)``. The rows count as fetched.
    @_disfavoredOverload
    public func fetchAll<Value: Decodable>(
        as type: Value.Type, options: MariaDBDecodingOptions = .asWritten, file: String = #fileID, line: Int = #line
    ) async throws -> [Value] {
        let rows = try await fetchAll(file: file, line: line)
        return try locatingErrors(file, line) { try rows.decode(type, options) }
    }
}
