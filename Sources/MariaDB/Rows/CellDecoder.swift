/// Decodes a type from one cell, as a single value. A type that wants keys or an array gets them from JSON instead, by
/// ``CellReading``.
final class CellDecoder: Decoder {
    private let cell: MariaDBCell
    private let type: Any.Type
    private let state: RowDecodingState
    /// Whether the type asked for more than a single value.
    private(set) var wantsContainer = false

    init(_ cell: MariaDBCell, _ type: Any.Type, _ state: RowDecodingState) {
        self.cell = cell
        self.type = type
        self.state = state
    }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { state.options.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw containerWanted()
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw containerWanted()
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleValue(cell: cell, type: type, state: state)
    }

    private func containerWanted() -> MariaDBError {
        wantsContainer = true
        return cell.mismatch(type, "it is a single value")
    }

    private struct SingleValue: SingleValueDecodingContainer {
        let cell: MariaDBCell
        let type: Any.Type
        let state: RowDecodingState

        var codingPath: [any CodingKey] { [] }

        func decodeNil() -> Bool { cell.isNull }

        func decode<Value: Decodable & MariaDBDecodable>(_ type: Value.Type) throws -> Value {
            try Value(from: cell)
        }

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            // A type that asks for itself would ask for ever.
            guard type != self.type else { throw cell.mismatch(type, "the type can not be read from a column") }
            var reading: CellReading?
            return try CellReading.read(type, cell, state, &reading)
        }
    }
}
