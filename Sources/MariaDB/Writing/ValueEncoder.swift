/// Takes the properties of an `Encodable` value as values for placeholders, by name.
///
/// A property is encoded by its own ``MariaDBEncodable`` if it has one, else as the single value it encodes as, such as an enum with
/// raw values. Properties that have properties of their own have no place in a row and are refused.
struct ValueEncoder: Encoder {
    /// The values of one row; shared by the containers that write into it.
    final class Row {
        var values: [String: MariaDBValue] = [:]
    }

    let row: Row
    /// The property that is being encoded; `nil` for the whole value.
    var name: String?

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// The properties of a value, by name. An optional that is `nil` is NULL.
    static func values(of value: some Encodable) throws -> [String: MariaDBValue] {
        let row = Row()
        try value.encode(to: ValueEncoder(row: row))
        return row.values
    }

    /// The value of one property.
    static func value(of property: some Encodable, _ name: String) throws -> MariaDBValue {
        if let property = property as? any MariaDBEncodable { return property.mariaDBValue }
        let row = Row()
        try property.encode(to: ValueEncoder(row: row, name: name))
        guard let value = row.values[name] else { throw refusal(name) }
        return value
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(ValueKeyedContainer<Key>(row: row, refusedFor: name))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        RefusingContainer(refusal: Self.refusal(name ?? "value"))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        ValueSingleContainer(row: row, name: name)
    }

    static func refusal(_ name: String) -> MariaDBError {
        MariaDBError(
            code: .invalidQuery,
            message: "the property '\(name)' is not a single value; make its type MariaDBEncodable, or leave it out")
    }
}

/// The properties of a row.
struct ValueKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let row: ValueEncoder.Row
    /// The property inside of which these would be; only a row has properties.
    let refusedFor: String?
    var codingPath: [any CodingKey] { [] }

    private func set(_ value: MariaDBValue, _ key: Key) throws {
        if let refusedFor { throw ValueEncoder.refusal(refusedFor) }
        row.values[key.stringValue] = value
    }

    func encodeNil(forKey key: Key) throws { try set(.null, key) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try set(ValueEncoder.value(of: value, key.stringValue), key)
    }

    // Otherwise a property that is nil would not be told from a name that the type does not have.
    func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
        guard let value else { return try encodeNil(forKey: key) }
        try encode(value, forKey: key)
    }

    func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: String?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try set(value.mariaDBValue, key) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try set(value.mariaDBValue, key) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(ValueKeyedContainer<Nested>(row: row, refusedFor: key.stringValue))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        RefusingContainer(refusal: ValueEncoder.refusal(key.stringValue))
    }

    func superEncoder() -> any Encoder { ValueEncoder(row: row) }
    func superEncoder(forKey key: Key) -> any Encoder { ValueEncoder(row: row, name: key.stringValue) }
}
