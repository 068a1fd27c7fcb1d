/// Walks the cells of one row from left to right and finds where each lies. Checks every length against the row's end: what
/// the server sent is never trusted.
struct RowReader {
    private let batch: RowBatch
    private let row: Int
    private let end: Int
    private var position: Int
    private var column = 0
    /// Where the NULL bitmap begins, in the binary encoding.
    private let bitmap: Int

    init(_ batch: RowBatch, row: Int) throws(MariaDBError) {
        self.batch = batch
        self.row = row
        let range = batch.range(ofRow: row)
        end = range.upperBound
        switch batch.encoding {
        case .text:
            bitmap = range.lowerBound
            position = range.lowerBound
        case .binary:
            // A zero byte, then one bit for each column, beginning with the third bit.
            bitmap = range.lowerBound + 1
            position = bitmap + (batch.columns.count + 9) / 8
            guard position <= end, batch.bytes[range.lowerBound] == 0 else { throw malformed() }
        }
    }

    /// The next cell, which must exist. `nil` stands for NULL.
    mutating func next() throws(MariaDBError) -> MariaDBCell {
        let index = column
        column += 1
        let range = try nextRange(batch.columns[index].type, index)
        return MariaDBCell(batch: batch, row: row, columnIndex: index, range: range)
    }

    private mutating func nextRange(_ type: MariaDBType, _ index: Int) throws(MariaDBError) -> Range<Int>? {
        switch batch.encoding {
        case .text:
            if position < end, batch.bytes[position] == LengthEncoding.null {
                position += 1
                return nil
            }
            return try take(lengthEncoded())
        case .binary:
            let bit = index + 2
            if batch.bytes[bitmap + bit / 8] & (1 << UInt8(bit % 8)) != 0 { return nil }
            return try take(binaryLength(type))
        }
    }

    private mutating func take(_ length: Int) throws(MariaDBError) -> Range<Int> {
        guard length <= end - position else { throw malformed() }
        let start = position
        position += length
        return start..<position
    }

    private mutating func binaryLength(_ type: MariaDBType) throws(MariaDBError) -> Int {
        switch type.binaryWidth {
        case .fixed(let width): return width
        case .lengthByte: return try Int(byte())
        case .lengthEncoded: return try lengthEncoded()
        }
    }

    private mutating func byte() throws(MariaDBError) -> UInt8 {
        guard position < end else { throw malformed() }
        defer { position += 1 }
        return batch.bytes[position]
    }

    private mutating func lengthEncoded() throws(MariaDBError) -> Int {
        let first = try byte()
        guard let width = LengthEncoding.width(first) else { throw malformed() }
        guard width > 0 else { return Int(first) }
        guard width <= end - position else { throw malformed() }
        var length: UInt64 = 0
        for offset in 0..<width {
            length |= UInt64(batch.bytes[position + offset]) << UInt64(8 * offset)
        }
        position += width
        guard let length = Int(exactly: length) else { throw malformed() }
        return length
    }

    private func malformed() -> MariaDBError {
        MariaDBError(code: .malformedPacket, message: "row \(row) of the result does not have the shape that its columns promise")
    }
}
