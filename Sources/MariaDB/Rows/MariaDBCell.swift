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

    /// The bytes as the server sent them; none for NULL.
    var bytes: ArraySlice<UInt8> { batch.bytes[range ?? 0..<0] }

    /// The value, read as its column's type says. NULL and bytes that break the type's promise are errors.
    func content(for type: Any.Type) throws(MariaDBError) -> CellContent {
        guard let range else {
            throw mismatch(type, "it is NULL; ask for an optional")
        }
        // The parts that matter and not the whole column, whose names would be retained for each cell.
        let isUnsigned = batch.columns[columnIndex].flags.contains(.unsigned)
        let content = CellContent(
            batch.bytes, range, type: batch.columns[columnIndex].type, isUnsigned: isUnsigned, encoding: batch.encoding)
        guard let content else { throw malformed() }
        if case .bytes = content, batch.columns[columnIndex].holdsText { return .text }
        return content
    }

    /// The value as text: text columns, and what else the server can print, but not binary columns.
    func text(for type: Any.Type) throws(MariaDBError) -> String {
        let content = try content(for: type)
        switch content {
        case .bytes:
            throw mismatch(type, "it holds bytes and no text; read it as [UInt8]")
        case .text:
            // A span, since String(validating:as:) looks up the metadata of a slice for each cell.
            let bytes = batch.bytes
            let span = bytes.span.extracting(range ?? 0..<0)
            do {
                return String(copying: try UTF8Span(validating: span))
            } catch {
                throw mismatch(type, "it is not valid UTF-8")
            }
        default:
            // What the server printed is the best text there is, but BIT comes as bytes in either protocol.
            if batch.encoding == .binary || column.type == .bit, let text = NumberText(content, column: column)?.text {
                return text
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The parts of a date or a time of certain column types.
    func temporal(
        _ type: Any.Type, _ columnTypes: Set<MariaDBType>, _ reason: String
    ) throws(MariaDBError) -> TemporalFields {
        guard case .temporal(let fields) = try content(for: type), columnTypes.contains(column.type) else {
            throw mismatch(type, reason)
        }
        return fields
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
