/// The one value of a property.
struct ValueSingleContainer: SingleValueEncodingContainer {
    let row: ValueEncoder.Row
    let name: String?
    var codingPath: [any CodingKey] { [] }

    func encodeNil() throws { try set(.null) }

    func encode<T: Encodable>(_ value: T) throws {
        guard let name else {
            // A type that wraps another and encodes as that. A plain value would come back here for ever.
            guard !(value is any MariaDBEncodable) else { return try set(.null) }
            try value.encode(to: ValueEncoder(row: row))
            return
        }
        try set(ValueEncoder.value(of: value, name))
    }

    private func set(_ value: MariaDBValue) throws {
        guard let name else {
            throw MariaDBError(
                code: .invalidQuery, message: "a row is a type with properties, which go to the placeholders of their names")
        }
        row.values[name] = value
    }
}

/// What a list inside of a property gets.
struct RefusingContainer: UnkeyedEncodingContainer {
    let refusal: MariaDBError
    var codingPath: [any CodingKey] { [] }
    var count: Int { 0 }

    func encodeNil() throws { throw refusal }
    func encode<T: Encodable>(_ value: T) throws { throw refusal }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(ValueKeyedContainer<Nested>(row: ValueEncoder.Row(), refusedFor: "list"))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }
    func superEncoder() -> any Encoder { ValueEncoder(row: ValueEncoder.Row(), name: "list") }
}
