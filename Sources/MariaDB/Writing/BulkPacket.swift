/// The payload of COM_STMT_BULK_EXECUTE: many rows of binds for one prepared statement (MariaDB manual, "COM_STMT_BULK_EXECUTE").
///
/// A value on its own, so that the next packet can be written while the server works on the one before, and its size is known to
/// the byte.
///
/// The types of the columns are sent once, for all rows. NULL and DEFAULT fit every type, and an integer fits a column of
/// DECIMAL, which holds it with all its digits. Any other value must have its column's type; if not, the row does not fit, and the
/// next packet begins with it. No value is ever converted.
struct BulkPacket: Sendable {
    /// How a value is announced, before its bytes.
    enum Indicator: UInt8 {
        case value = 0
        case null = 1
        case columnDefault = 2
    }

    /// What became of a row.
    enum RowEnd {
        case kept
        /// The row is not in the packet: it was full, or a value has another type than its column.
        case refused
    }

    let columnCount: Int
    /// How many bytes the packet may have.
    let limit: Int
    private(set) var rowCount = 0
    private(set) var kinds: [BindKind?]
    private(set) var bytes: [UInt8]

    private var column = 0
    private var fits = true
    private var rowStart: Int
    /// The types of the columns before the row that is being written.
    private var kindsBefore: [BindKind?]
    private var changesKinds = false

    /// - Parameter kinds: The types that columns had in the packet before, where they are known.
    init(columnCount: Int, limit: Int, kinds: [BindKind?] = []) {
        self.columnCount = columnCount
        self.limit = limit
        self.kinds = kinds.count == columnCount ? kinds : Array(repeating: nil, count: columnCount)
        kindsBefore = self.kinds
        // Statement, flags and types are filled in at the end.
        bytes = [UInt8](repeating: 0, count: Self.headerSize(columnCount))
        rowStart = bytes.count
    }

    /// Where the rows begin: behind statement, flags and types.
    var headerSize: Int { Self.headerSize(columnCount) }

    private static func headerSize(_ columnCount: Int) -> Int { 6 + 2 * columnCount }

    /// The bytes of the packet so far, with those of a row that is not ended yet.
    var byteCount: Int { bytes.count }

    /// How many values the row has that is being written.
    var valueCount: Int { column }

    /// Appends a value to the row that is being written.
    mutating func append(_ value: MariaDBValue) {
        defer { column += 1 }
        guard fits, column < columnCount else { return }
        switch value {
        case .null: bytes.append(Indicator.null.rawValue)
        case .default: bytes.append(Indicator.columnDefault.rawValue)
        case .integer, .unsignedInteger:
            bytes.append(Indicator.value.rawValue)
            appendInteger(value)
        default:
            bytes.append(Indicator.value.rawValue)
            guard admit(value.bindKind) else { return }
            BinaryValue.append(value, to: &bytes)
        }
    }

    private mutating func appendInteger(_ value: MariaDBValue) {
        if kinds[column] == .decimal {
            if case .integer(let number) = value { BinaryValue.append(text: String(number), to: &bytes) }
            if case .unsignedInteger(let number) = value { BinaryValue.append(text: String(number), to: &bytes) }
            return
        }
        guard admit(value.bindKind) else { return }
        BinaryValue.append(value, to: &bytes)
    }

    /// Whether a value of this type may stand in the column; the first value decides.
    private mutating func admit(_ kind: BindKind?) -> Bool {
        if kinds[column] == kind { return true }
        // Before the first row, nothing has been written in the type that the packet before had.
        guard kinds[column] == nil || rowCount == 0 else {
            fits = false
            return false
        }
        kinds[column] = kind
        changesKinds = true
        return true
    }

    /// Ends a row. One that does not fit is taken out again.
    mutating func endRow() -> RowEnd {
        defer {
            column = 0
            fits = true
            changesKinds = false
        }
        // The first row is kept however long: whoever sends the packet knows whether the server takes it.
        guard fits, bytes.count <= limit || rowCount == 0 else {
            bytes.removeLast(bytes.count - rowStart)
            kinds = kindsBefore
            return .refused
        }
        rowCount += 1
        rowStart = bytes.count
        if changesKinds { kindsBefore = kinds }
        return .kept
    }

    /// The whole payload.
    ///
    /// - Parameter statementID: The server's number of the statement.
    func payload(statementID: UInt32) -> [UInt8] {
        var payload = bytes
        for index in 0..<4 { payload[index] = UInt8(truncatingIfNeeded: statementID >> (8 * UInt32(index))) }
        // The types come with the packet.
        payload[4] = 128
        for (index, kind) in kinds.enumerated() {
            // A column that has no value in any row may have any type.
            let (type, flags) = (kind ?? .text).wireBytes
            payload[6 + 2 * index] = type
            payload[7 + 2 * index] = flags
        }
        return payload
    }
}
