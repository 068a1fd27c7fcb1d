/// One value of one row, as the server sent it: what a ``MariaDBDecodable`` reads.
public struct MariaDBCell: Sendable {
    private let batch: RowBatch
    private let row: Int
    private let columnIndex: Int
    /// Where the value's bytes lie in the batch; `nil` for NULL.
    private let range: Range<Int>?

    init(batch: RowBatch, row: Int, columnIndex: Int, range: Range<Int>?) {
        self.batch = batch
        self.row = row
        self.columnIndex = columnIndex
        self.range = range
    }

    /// The column that the value belongs to.
    public var column: MariaDBColumn { batch.columns[columnIndex] }

    /// Whether the value is NULL.
    public var isNull: Bool { range == nil }

    /// Makes the error for a value that can not be read as a type.
    ///
    /// - Parameters:
    ///   - type: The Swift type asked for.
    ///   - reason: Why not, or what to do instead; not the value, which may be private.
    public func mismatch(_ type: Any.Type, _ reason: String) -> MariaDBError {
        MariaDBError(
            code: .decodingFailed,
            message: "column '\(column.name)' (\(column.sqlType)) of row \(row) can not be read as \(type): \(reason)"
        )
    }

    /// The value, read as its column's type says. NULL and bytes that break the type's promise are errors.
    func content(for type: Any.Type) throws(MariaDBError) -> CellContent {
        guard let range else {
            throw mismatch(type, "it is NULL; ask for an optional")
        }
        guard let content = CellContent(batch.bytes[range], column: column, encoding: batch.encoding) else {
            throw malformed()
        }
        return content
    }

    /// The value as text: text columns, and what else the server can print, but not binary columns.
    func text(for type: Any.Type) throws(MariaDBError) -> String {
        switch try content(for: type) {
        case .integer(let value): return String(value)
        case .unsignedInteger(let value): return String(value)
        case .float(let value): return FloatText(value).text
        case .double(let value): return FloatText(value).text
        case .temporal(let text): return text
        case .decimal(let digits): return String(decoding: digits, as: UTF8.self)
        case .text(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else { throw mismatch(type, "it is not valid UTF-8") }
            return text
        case .bytes:
            throw mismatch(type, "it holds bytes and no text; read it as [UInt8]")
        }
    }

    func outOfRange(_ type: Any.Type) -> MariaDBError {
        mismatch(type, "the number does not fit")
    }

    func malformed() -> MariaDBError {
        MariaDBError(
            code: .malformedPacket,
            message: "column '\(column.name)' of row \(row) does not hold what its type \(column.sqlType) promises"
        )
    }
}
