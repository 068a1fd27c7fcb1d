extension MariaDBQuerying {
    /// Runs a statement once for each value of an `Encodable` type: each `:name` takes the property of that name.
    ///
    /// ```swift
    /// struct Person: Encodable { var id: Int; var name: String; var age: Int? }
    /// try await connection.executeMany("INSERT INTO people (id, name, age) VALUES (:id, :name, :age)", encoding: people)
    /// ```
    /// Names are those of the coding keys. Properties without a placeholder are left out; a placeholder without a property is an
    /// error. An optional that is `nil` is NULL.
    ///
    /// - Throws: As ``executeMany(_:_:transaction:file:line:)``; with the code `invalidQuery` if the statement has no named
    ///   placeholders, or one that the type has no property for, or if a property is more than a single value.
    @discardableResult
    public func executeMany<Rows: Sequence>(
        _ query: MariaDBQuery, encoding rows: Rows, transaction: Bool = true, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBBulkResult where Rows.Element: Encodable {
        let location = CallSite(file: file, line: line)
        let named = try Self.named(query, location)
        return try await executeMany(MariaDBQuery(unsafeSQL: named.sql), rows, transaction, true, location) { row, chunk in
            try named.append(row, to: &chunk)
        }
    }

    /// Runs a statement once for each value of an asynchronous sequence of an `Encodable` type.
    ///
    /// - Throws: As ``executeMany(_:encoding:transaction:file:line:)``, and what the sequence throws.
    @discardableResult
    public func executeMany<Rows: AsyncSequence>(
        _ query: MariaDBQuery, encoding rows: Rows, transaction: Bool = true, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBBulkResult where Rows.Element: Encodable {
        let location = CallSite(file: file, line: line)
        let named = try Self.named(query, location)
        return try await executeMany(MariaDBQuery(unsafeSQL: named.sql), rows, transaction, location) { row, chunk in
            try named.append(row, to: &chunk)
        }
    }

    private static func named(_ query: MariaDBQuery, _ location: CallSite) throws -> NamedPlaceholders {
        do {
            return try NamedPlaceholders(query.sql)
        } catch {
            throw error.at(location, sql: query.sql)
        }
    }
}

extension NamedPlaceholders {
    fileprivate func append(_ row: some Encodable, to chunk: inout RowChunk) throws {
        let values = try ValueEncoder.values(of: row)
        for name in names {
            guard let value = values[name] else {
                throw MariaDBError(
                    code: .invalidQuery,
                    message: "the statement has a placeholder :\(name), and \(type(of: row)) has no property of that name")
            }
            chunk.append(value)
        }
    }
}
