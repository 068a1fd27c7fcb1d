/// One value of one row, as the server sent it: what a ``MariaDBDecodable`` reads.
public struct MariaDBCell: Sendable {
    let batch: RowBatch
    /// Counted in the batch.
    var row = 0
    var columnIndex = 0
    /// Where the value's bytes lie in the batch; `nil` for NULL.
    var range: Range<Int>?

    /// A cell of no row yet.
    init(batch: RowBatch) {
        self.batch = batch
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
            message:
                "column '\(column.name)' (\(column.sqlType)) of row \(batch.firstRow + row) can not be read as \(type): \(reason)"
        )
    }

    /// The bytes as the server sent them; none for NULL.
    var bytes: ArraySlice<UInt8> { batch.bytes[range ?? 0..<0] }

    /// The value, read as its column's type says. NULL and bytes that break the type's promise are errors.
    func content(for type: Any.Type) throws(MariaDBError) -> CellContent {
        guard let range else {
            throw mismatch(type, "it is NULL; ask for an optional")
        }
        let bytes = batch.bytes
        let content = CellContent.read(
            bytes.span.extracting(range), batch.resultColumns.shapes[columnIndex], batch.encoding)
        guard let content else { throw malformed() }
        return content
    }

    /// The value as text: text columns, and what else the server can print, but not binary columns.
    func text(for type: Any.Type) throws(MariaDBError) -> String {
        let content = try content(for: type)
        switch content {
        case .bytes:
            throw mismatch(type, "it holds bytes and no text; read it as [UInt8]")
        case .text:
            let bytes = batch.bytes
            guard let text = CellContent.text(bytes.span.extracting(range ?? 0..<0)) else {
                throw mismatch(type, "it is not valid UTF-8")
            }
            return text
        case .temporal:
            let fields = try temporalFields()
            guard batch.encoding == .binary else { return String(decoding: bytes, as: UTF8.self) }
            return TemporalText(fields, type: column.type, fractionalDigits: column.decimals).text
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
        guard case .temporal = try content(for: type), columnTypes.contains(batch.resultColumns.shapes[columnIndex].type) else {
            throw mismatch(type, reason)
        }
        return try temporalFields()
    }

    private func temporalFields() throws(MariaDBError) -> TemporalFields {
        let type = batch.resultColumns.shapes[columnIndex].type
        let bytes = batch.bytes
        let cell = bytes.span.extracting(range ?? 0..<0)
        let fields =
            batch.encoding == .binary ? TemporalFields(binary: cell, type: type) : TemporalFields(text: cell, type: type)
        guard let fields else { throw malformed() }
        return fields
    }

    func outOfRange(_ type: Any.Type) -> MariaDBError {
        mismatch(type, "the number does not fit")
    }

    func malformed() -> MariaDBError {
        MariaDBError(
            code: .malformedPacket,
            message:
                "column '\(column.name)' of row \(batch.firstRow + row) does not hold what its type \(column.sqlType) promises"
        )
    }
}
