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
    private let content: RowBytes

    init(columns: [MariaDBColumn], encoding: Encoding, _ content: RowBytes) {
        self.columns = columns
        self.encoding = encoding
        self.content = content
    }

    var bytes: [UInt8] { content.bytes }

    var rowCount: Int { content.count }

    /// The rows, as handles on this batch.
    var rows: [MariaDBRow] {
        (0..<rowCount).map { MariaDBRow(batch: self, index: $0) }
    }

    /// The bytes of a row.
    func range(ofRow index: Int) -> Range<Int> {
        content.range(ofRow: index)
    }
}
