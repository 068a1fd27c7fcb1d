/// The columns of a row by name, for `Decodable`.
struct RowKeyedDecodingContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let state: RowDecodingState

    var codingPath: [any CodingKey] { [] }

    var allKeys: [Key] { state.names.names.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool {
        state.hasColumn(key.stringValue)
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        guard let cell = try state.cell(key.stringValue) else {
            throw state.missing(key.stringValue, Never?.self)
        }
        return cell.isNull
    }

    // Also the witnesses of the protocol's methods for Int, String and so on.
    func decode<Value: Decodable & MariaDBDecodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let name = key.stringValue
        guard let cell = try state.cell(name) else { throw state.missing(name, type) }
        return try Value(from: cell)
    }

    func decodeIfPresent<Value: Decodable & MariaDBDecodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let cell = try state.cell(key.stringValue), !cell.isNull else { return nil }
        return try Value(from: cell)
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let name = key.stringValue
        let slot = state.slot(name)
        guard let cell = try state.cell(ofSlot: slot) else { throw state.missing(name, type) }
        return try state.read(type, cell, slot: slot)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        let slot = state.slot(key.stringValue)
        guard let cell = try state.cell(ofSlot: slot), !cell.isNull else { return nil }
        return try state.read(type, cell, slot: slot)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        throw nesting(key)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw nesting(key)
    }

    func superDecoder() throws -> any Decoder {
        throw MariaDBRow.missing("a row has no place for a superclass to be decoded from")
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        throw nesting(key)
    }

    private func nesting(_ key: Key) -> MariaDBError {
        MariaDBRow.missing("column '\(key.stringValue)' can not be opened as a container; decode a type of its own from its JSON")
    }
}
