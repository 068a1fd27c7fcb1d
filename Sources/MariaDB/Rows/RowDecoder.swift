/// Decodes a type from a row: a type with keys by column name, a single value from the only column.
struct RowDecoder: Decoder {
    let state: RowDecodingState
    let type: Any.Type

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { state.options.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(RowKeyedDecodingContainer<Key>(state: state))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        state.wantsArray = true
        throw MariaDBRow.missing("\(type) can not be read from a row, which is no array")
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleValue(state: state, type: type)
    }

    private struct SingleValue: SingleValueDecodingContainer {
        let state: RowDecodingState
        let type: Any.Type

        var codingPath: [any CodingKey] { [] }

        func decodeNil() -> Bool {
            state.batch.columns.count == 1 && (try? state.cell(at: 0).isNull) == true
        }

        func decode<Value: Decodable & MariaDBDecodable>(_ type: Value.Type) throws -> Value {
            try Value(from: state.onlyCell())
        }

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            // A type that asks for itself would ask for ever.
            if type == self.type || type is any MariaDBDecodable.Type {
                var reading: CellReading?
                return try CellReading.read(type, state.onlyCell(), state, &reading)
            }
            return try type.init(from: RowDecoder(state: state, type: type))
        }
    }
}
