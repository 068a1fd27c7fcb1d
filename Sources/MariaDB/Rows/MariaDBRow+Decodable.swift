extension MariaDBRow {
    /// Reads the row as a `Decodable` type: each property from the column of its name.
    ///
    /// ```swift
    /// struct User: Decodable { var id: Int; var name: String?; var address: Address }
    /// let user = try row.decode(User.self)
    /// ```
    /// - A property that is optional is `nil` for NULL and if there is no such column. Columns that no property asks for are
    ///   left alone.
    /// - Of several columns with one name, the first is taken. The others can be had by the names of ``dictionary()``.
    /// - A property whose type is ``MariaDBDecodable`` is read as by ``decode(_:at:)``, so that `Int`, `Bool`, `[UInt8]` and types
    ///   of yours mean the same everywhere; enums with raw values are read from their raw values; any other type is decoded from
    ///   the JSON in the column.
    /// - A type that is a single value, such as an enum, and one that is an array are read from the only column.
    ///
    /// Many rows are decoded faster by `fetchAll(_:as:)` and ``MariaDBRows/decode(_:options:)``, which look up the columns once.
    /// - Parameters:
    ///   - type: The type wanted.
    ///   - options: How properties find their columns, and how JSON is read.
    /// - Throws: ``MariaDBError`` with the code `decodingFailed`; and what the type's own code throws, as it is.
    @_disfavoredOverload
    public func decode<Value: Decodable>(_ type: Value.Type, options: MariaDBDecodingOptions = .asWritten) throws -> Value {
        var reader = DecodableReader(type, options)
        return try reader.read(self)
    }
}

extension [MariaDBRow] {
    /// All rows as values of a type.
    func decode<Value: Decodable>(_ type: Value.Type, _ options: MariaDBDecodingOptions) throws -> [Value] {
        var reader = DecodableReader(type, options)
        var values: [Value] = []
        values.reserveCapacity(count)
        for row in self { values.append(try reader.read(row)) }
        return values
    }
}
