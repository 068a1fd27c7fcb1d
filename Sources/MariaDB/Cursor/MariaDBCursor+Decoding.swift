extension MariaDBCursor {
    /// The next row as a tuple, or as a plain value if there is one column; `nil` after the last.
    ///
    /// - Throws: ``MariaDBError``: as ``fetchOne(file:line:)``, and `decodingFailed`.
    public func fetchOne<each Value: MariaDBDecodable>(
        as type: (repeat each Value).Type, file: String = #fileID, line: Int = #line
    ) async throws -> (repeat each Value)? {
        try await fetchOne(file: file, line: line)?.decode(type)
    }

    /// The value of the next row of a result with one column; `nil` after the last.
    ///
    /// - Throws: As the form for tuples.
    public func fetchOne<Value: MariaDBDecodable>(
        as type: Value.Type, file: String = #fileID, line: Int = #line
    ) async throws -> Value? {
        try await fetchOne(file: file, line: line)?.decode(type)
    }

    /// The next rows as tuples, fewer at the end.
    ///
    /// - Throws: As ``fetchOne(as:file:line:)``. The rows count as fetched.
    public func fetchMany<each Value: MariaDBDecodable>(
        _ count: Int? = nil, as type: (repeat each Value).Type, file: String = #fileID, line: Int = #line
    ) async throws -> [(repeat each Value)] {
        try await fetchMany(count, file: file, line: line).map { try $0.decode(type) }
    }

    /// The rows that are left, as tuples.
    ///
    /// - Throws: As ``fetchOne(as:file:line:)``. The rows count as fetched.
    public func fetchAll<each Value: MariaDBDecodable>(
        as type: (repeat each Value).Type, file: String = #fileID, line: Int = #line
    ) async throws -> [(repeat each Value)] {
        try await fetchAll(file: file, line: line).map { try $0.decode(type) }
    }
}
