extension MariaDBSession {
    /// Runs a statement and returns all its rows as values of a `Decodable` type: each property from the column of its name.
    @_disfavoredOverload
    public func fetchAll<Value: Decodable>(
        _ query: MariaDBQuery, as type: Value.Type, options: MariaDBDecodingOptions = .asWritten
    ) throws -> [Value] {
        try naming(query) { try session.run(query).resultRows?.decode(type, options) ?? [] }
    }

    /// Runs a statement and returns its first row as a value of a `Decodable` type, or `nil` if it gives none.
    @_disfavoredOverload
    public func fetchFirst<Value: Decodable>(
        _ query: MariaDBQuery, as type: Value.Type, options: MariaDBDecodingOptions = .asWritten
    ) throws -> Value? {
        let row = try fetchFirst(query)
        return try naming(query) { try row?.decode(type, options: options) }
    }

    /// Runs a statement that gives exactly one row, and returns it as a value of a `Decodable` type.
    ///
    /// - Throws: ``MariaDBError`` with the code `noRows` or `tooManyRows`, among others.
    @_disfavoredOverload
    public func fetchOne<Value: Decodable>(
        _ query: MariaDBQuery, as type: Value.Type, options: MariaDBDecodingOptions = .asWritten
    ) throws -> Value {
        let row = try fetchOne(query)
        return try naming(query) { try row.decode(type, options: options) }
    }
}
