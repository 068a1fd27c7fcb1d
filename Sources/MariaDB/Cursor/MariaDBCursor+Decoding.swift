extension MariaDBCursor {
    /// The next row as a tuple, or as a plain value if there is one column; `nil` after the last.
    ///
    /// - Throws: ``MariaDBError``: as ``fetchOne(file:line:)``, and `decodingFailed`.
    public func fetchOne<each Value: MariaDBDecodable>(
        as type: (repeat each Value).Type, file: String = #fileID, line: Int = #line
    ) async throws -> (repeat each Value)? {
        let row = try await fetchOne(file: file, line: line)
        return try locatingErrors(file, line) { try row?.decode(type) }
    }

    /// The value of the next row of a result with one column; `nil` after the last.
    ///
    /// - Throws: As the form for tuples.
    public func fetchOne<Value: MariaDBDecodable>(
        as type: Value.Type, file: String = #fileID, line: Int = #line
    ) async throws -> Value? {
        let row = try await fetchOne(file: file, line: line)
        return try locatingErrors(file, line) { try row?.decode(type) }
    }

    /// The next rows as tuples, fewer at the end.
    ///
    /// - Throws: As ``fetchOne(as:file:line:)``. The rows count as fetched.
    public func fetchMany<each Value: MariaDBDecodable>(
        _ count: Int? = nil, as type: (repeat each Value).Type, file: String = #fileID, line: Int = #line
    ) async throws -> [(repeat each Value)] {
        let rows = try await fetchMany(count, file: file, line: line)
        return try locatingErrors(file, line) { try rows.map { try $0.decode(type) } }
    }

    /// The rows that are left, as tuples.
    ///
    /// - Throws: As ``fetchOne(as:file:line:)``. The rows count as fetched.
    public func fetchAll<each Value: MariaDBDecodable>(
        as type: (repeat each Value).Type, file: String = #fileID, line: Int = #line
    ) async throws -> [(repeat each Value)] {
        let rows = try await fetchAll(file: file, line: line)
        return try locatingErrors(file, line) { try rows.map { try $0.decode(type) } }
    }

    /// Decodes; an error has the place of the call.
    func locatingErrors<Value>(_ file: String, _ line: Int, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw MariaDBConnection.located(error, CallSite(file: file, line: line), sql: nil)
        }
    }
}
