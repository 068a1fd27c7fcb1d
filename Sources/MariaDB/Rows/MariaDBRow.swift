/// One row of a result: a handle on the batch it came in. It stays valid for as long as it is held, whatever becomes of the
/// connection, and can be shared among tasks.
///
/// A row keeps its whole batch in memory; keep the decoded values if you keep few rows of many.
public struct MariaDBRow: Sendable {
    let batch: RowBatch
    let index: Int

    init(batch: RowBatch, index: Int) {
        self.batch = batch
        self.index = index
    }

    /// The columns, the same for every row of the result.
    public var columns: [MariaDBColumn] { batch.columns }

    /// Reads the column at a position.
    ///
    /// - Parameters:
    ///   - type: The type wanted; an optional one where the column may be NULL.
    ///   - position: Counted from 0.
    /// - Throws: ``MariaDBError`` with the code `decodingFailed` if there is no such column or its value is of another type.
    public func decode<Value: MariaDBDecodable>(_ type: Value.Type = Value.self, at position: Int) throws -> Value {
        guard batch.columns.indices.contains(position) else {
            throw Self.missing("there is no column at position \(position); the result has \(batch.columns.count)")
        }
        var reader = try RowReader(batch, row: index)
        for _ in 0..<position { _ = try reader.nextRange() }
        return try reader.read(Value.self)
    }

    /// Reads the column of a name: the first one, if there are several. Names are compared to the letter.
    ///
    /// - Parameters:
    ///   - type: The type wanted; an optional one where the column may be NULL.
    ///   - name: The column's name in the result: its alias, if it has one.
    /// - Throws: ``MariaDBError`` with the code `decodingFailed` if there is no such column or its value is of another type.
    public func decode<Value: MariaDBDecodable>(_ type: Value.Type = Value.self, named name: String) throws -> Value {
        guard let position = batch.resultColumns.firstPosition(of: name) else {
            throw Self.missing("there is no column '\(name)'; the result has \(batch.columnList)")
        }
        return try decode(type, at: position)
    }

    /// Reads the columns from left to right into a tuple, which must have as many elements as the row has columns.
    ///
    /// ```swift
    /// let (id, name) = try row.decode((Int, String?).self)
    /// ```
    /// - Throws: ``MariaDBError`` with the code `decodingFailed` if the number of columns or a type differs.
    public func decode<each Value: MariaDBDecodable>(_ type: (repeat each Value).Type) throws -> (repeat each Value) {
        var wanted = 0
        for _ in repeat (each Value).self { wanted += 1 }
        try batch.requireColumns(wanted)
        var reader = try RowReader(batch, row: index)
        return try (repeat reader.read((each Value).self))
    }

    /// Reads the only column.
    ///
    /// - Throws: ``MariaDBError`` with the code `decodingFailed` if there are more columns or the type differs.
    public func decode<Value: MariaDBDecodable>(_ type: Value.Type) throws -> Value {
        try batch.requireColumns(1)
        return try decode(type, at: 0)
    }

    /// Every column, from left to right, to be read in any way.
    public func cells() throws -> [MariaDBCell] {
        var reader = try RowReader(batch, row: index)
        return try batch.columns.map { _ in
            try reader.advance()
            return reader.cell
        }
    }

    static func missing(_ message: String) -> MariaDBError {
        MariaDBError(code: .decodingFailed, message: message)
    }
}

extension RowBatch {
    func requireColumns(_ wanted: Int) throws(MariaDBError) {
        let count = resultColumns.shapes.count
        guard wanted == count else {
            throw MariaDBRow.missing("the result has \(count) columns and \(wanted) were asked for")
        }
    }
}
