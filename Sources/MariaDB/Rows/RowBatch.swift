/// Rows of one result set, copied out of Connector/C in one piece: immutable, so any number of tasks may read it, for as long
/// as they like, whatever has become of the connection.
///
/// Its parts are constants of its own and not of a struct inside, so that reading a cell counts no references.
final class RowBatch: Sendable {
    /// How the cells of a row are written in the bytes.
    enum Encoding: Sendable {
        /// As text: each cell a length-encoded string, NULL the byte 0xFB. The text protocol's way.
        case text
        /// A zero byte, the NULL bitmap, then each value in the width of its type. The binary protocol's way.
        case binary
    }

    let resultColumns: ResultColumns
    let encoding: Encoding
    /// How many rows of the result came before these: for messages.
    let firstRow: Int
    let rowCount: Int
    let bytes: [UInt8]
    /// Where a row ends and the next one begins.
    private let borders: [Int]

    init(columns: ResultColumns, encoding: Encoding, firstRow: Int = 0, _ rows: consuming RowBytes) {
        resultColumns = columns
        self.encoding = encoding
        self.firstRow = firstRow
        rowCount = rows.count
        borders = rows.borders
        bytes = rows.bytes
    }

    var columns: [MariaDBColumn] { resultColumns.columns }

    /// How many bytes it takes.
    var size: Int { bytes.count + borders.count * MemoryLayout<Int>.size }

    /// The bytes of a row.
    func range(ofRow index: Int) -> Range<Int> {
        let start = index == 0 ? 0 : borders[index - 1]
        return start..<(index == rowCount - 1 ? bytes.count : borders[index])
    }
}
