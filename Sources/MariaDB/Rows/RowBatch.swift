/// Rows of one result set, copied out of Connector/C in one piece: immutable, so any number of tasks may read it, for as long
/// as they like, whatever has become of the connection.
final class RowBatch: Sendable {
    /// How the cells of a row are written in the bytes.
    enum Encoding: Sendable {
        /// As text: each cell a length-encoded string, NULL the byte 0xFB. The text protocol's way.
        case text
        /// A zero byte, the NULL bitmap, then each value in the width of its type. The binary protocol's way.
        case binary
    }

    let columns: [MariaDBColumn]
    let encoding: Encoding
    let bytes: [UInt8]
    /// Where each row ends; it begins where the one before it ends.
    let rowEnds: [Int]

    init(columns: [MariaDBColumn], encoding: Encoding, bytes: [UInt8], rowEnds: [Int]) {
        self.columns = columns
        self.encoding = encoding
        self.bytes = bytes
        self.rowEnds = rowEnds
    }

    var rowCount: Int { rowEnds.count }

    /// The rows, as handles on this batch.
    var rows: [MariaDBRow] {
        rowEnds.indices.map { MariaDBRow(batch: self, index: $0) }
    }

    /// The bytes of a row.
    func range(ofRow index: Int) -> Range<Int> {
        (index == 0 ? 0 : rowEnds[index - 1])..<rowEnds[index]
    }
}
