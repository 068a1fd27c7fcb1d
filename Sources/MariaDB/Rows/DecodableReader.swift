/// Reads rows, one after another, as values of a `Decodable` type. Keeps what it learns about the columns from row to row.
struct DecodableReader<Value: Decodable> {
    private let options: MariaDBDecodingOptions
    private let isSingleColumn = Value.self is any MariaDBDecodable.Type
    private var state: RowDecodingState?
    private var reading: CellReading?

    init(_ type: Value.Type, _ options: MariaDBDecodingOptions) {
        self.options = options
    }

    mutating func read(_ row: MariaDBRow) throws -> Value {
        let state = try state(for: row)
        if isSingleColumn { return try CellReading.read(Value.self, state.onlyCell(), state, &reading) }
        do {
            return try Value(from: RowDecoder(state: state, type: Value.self))
        } catch {
            guard state.wantsArray else {
                throw DecodingFailure.translate(error, Value.self, row: row.batch.firstRow + row.index)
            }
        }
        // Arrays come from the JSON of the only column.
        return try CellReading.read(Value.self, state.onlyCell(), state, &reading)
    }

    private mutating func state(for row: MariaDBRow) throws -> RowDecodingState {
        // A value that kept its decoder must not see the next row through it.
        if isKnownUniquelyReferenced(&state), let state, state.batch.resultColumns === row.batch.resultColumns {
            try state.move(to: row)
            return state
        }
        let new = try RowDecodingState(row, options)
        state = new
        return new
    }
}
