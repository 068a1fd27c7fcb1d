/// Walks the cells of rows from left to right and finds where each lies. Checks every length against the row's end: what the
/// server sent is never trusted.
///
/// There is one cell, which moves: making one for each value would count a reference to the batch each time.
struct RowReader {
    /// The cell that was read last.
    private(set) var cell: MariaDBCell
    private var column = 0
    private var position = 0
    private var end = 0
    /// Where the NULL bitmap begins, in the binary encoding.
    private var bitmap = 0

    init(_ batch: RowBatch) {
        cell = MariaDBCell(batch: batch)
    }

    init(_ batch: RowBatch, row: Int) throws(MariaDBError) {
        self.init(batch)
        try begin(row)
    }

    /// Goes to the beginning of a row, which must exist.
    mutating func begin(_ row: Int) throws(MariaDBError) {
        let range = cell.batch.range(ofRow: row)
        cell.row = row
        column = 0
        end = range.upperBound
        bitmap = range.lowerBound
        position = range.lowerBound
        if cell.batch.encoding == .binary {
            // A zero byte, then one bit for each column, beginning with the third bit.
            bitmap += 1
            position = bitmap + (cell.batch.resultColumns.shapes.count + 9) / 8
            guard position <= end, cell.batch.bytes[range.lowerBound] == 0 else { throw malformed() }
        }
    }

    /// Goes on to the next cell, which must exist.
    mutating func advance() throws(MariaDBError) {
        cell.columnIndex = column
        cell.range = try nextRange()
    }

    /// Reads the next cell, which must exist.
    mutating func read<Value: MariaDBDecodable>(_ type: Value.Type) throws -> Value {
        try advance()
        return try Value(from: cell)
    }

    /// Where the next cell lies, which must exist. `nil` stands for NULL.
    mutating func nextRange() throws(MariaDBError) -> Range<Int>? {
        let index = column
        column += 1
        switch cell.batch.encoding {
        case .text:
            if position < end, cell.batch.bytes[position] == LengthEncoding.null {
                position += 1
                return nil
            }
            return try take(lengthEncoded())
        case .binary:
            let bit = index + 2
            if cell.batch.bytes[bitmap + bit / 8] & (1 << UInt8(truncatingIfNeeded: bit % 8)) != 0 { return nil }
            switch cell.batch.resultColumns.shapes[index].binaryWidth {
            case .fixed(let width): return try take(Int(width))
            case .lengthByte: return try take(Int(byte()))
            case .lengthEncoded: return try take(lengthEncoded())
            }
        }
    }

    /// The cell of a column of this row, whose place is known.
    func cell(_ column: Int, at range: Range<Int>?) -> MariaDBCell {
        var cell = cell
        cell.columnIndex = column
        cell.range = range
        return cell
    }

    private mutating func take(_ length: Int) throws(MariaDBError) -> Range<Int> {
        guard length <= end - position else { throw malformed() }
        let start = position
        position += length
        return start..<position
    }

    private mutating func byte() throws(MariaDBError) -> UInt8 {
        guard position < end else { throw malformed() }
        defer { position += 1 }
        return cell.batch.bytes[position]
    }

    private mutating func lengthEncoded() throws(MariaDBError) -> Int {
        let first = try byte()
        // By far the most frequent.
        if first <= LengthEncoding.largestByte { return Int(first) }
        guard let width = LengthEncoding.width(first), width <= end - position else { throw malformed() }
        var length: UInt64 = 0
        for offset in 0..<width {
            length |= UInt64(cell.batch.bytes[position + offset]) << UInt64(8 * offset)
        }
        position += width
        guard let length = Int(exactly: length) else { throw malformed() }
        return length
    }

    private func malformed() -> MariaDBError {
        let row = cell.batch.firstRow + cell.row
        return MariaDBError(
            code: .malformedPacket, message: "row \(row) of the result does not have the shape that its columns promise")
    }
}
