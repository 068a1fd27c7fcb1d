/// Rows on their way to the server that are sent together. Written on the caller's side, one value after another.
struct RowChunk: Sendable {
    /// The number of rows that were given before the first of these.
    let firstRow: Int
    /// For bulk.
    private(set) var packet: BulkPacket?
    /// For the other ways: the values of all rows, one row behind the other.
    private(set) var values: [MariaDBValue] = []

    private let columnCount: Int
    private let limit: ChunkLimit
    private var plainRows = 0
    private var plainBytes = 0
    private var plainRowStart = 0
    private var column = 0
    /// What a value has that is alone more than the server takes.
    private var excessBytes = 0

    init(columnCount: Int, firstRow: Int, limit: ChunkLimit, isBulk: Bool, kinds: [BindKind?]) {
        self.columnCount = columnCount
        self.firstRow = firstRow
        self.limit = limit
        packet = isBulk ? BulkPacket(columnCount: columnCount, limit: limit.bytes, kinds: kinds) : nil
    }

    var rowCount: Int { packet?.rowCount ?? plainRows }

    /// The numbers of its rows, as they were given.
    var rowRange: Range<Int> { firstRow..<firstRow + rowCount }

    mutating func append(_ value: MariaDBValue) {
        column += 1
        let size = value.approximateSize
        // Not copied: there may be no room for it twice, and the row is refused in any case.
        guard size <= limit.largestPacket else {
            excessBytes = size
            return
        }
        guard packet == nil else {
            packet?.append(value)
            return
        }
        values.append(value)
        plainBytes += size
    }

    /// Ends a row.
    ///
    /// - Returns: Whether the row is in. If not, the next chunk begins with it.
    /// - Throws: ``MariaDBError`` with the code `invalidQuery` if the row has another number of values than the statement has
    ///   placeholders, or with `packetTooLarge` if it is larger than the server takes.
    mutating func endRow() throws(MariaDBError) -> Bool {
        let count = column
        column = 0
        guard count == columnCount else {
            throw MariaDBError(
                code: .invalidQuery,
                message: "row \(rowRange.upperBound) has \(count) values and the statement has \(columnCount) placeholders")
        }
        if excessBytes > 0 { try limit.check(excessBytes, row: rowRange.upperBound) }
        guard let byteCount = packet?.byteCount else { return try endPlainRow() }
        let isFirst = rowCount == 0
        guard packet?.endRow() == .kept else { return false }
        if isFirst { try limit.check(byteCount, row: firstRow) }
        return true
    }

    private mutating func endPlainRow() throws(MariaDBError) -> Bool {
        if plainRows > 0, plainBytes > limit.bytes || plainRows >= limit.plainRows(columnCount) {
            values.removeLast(values.count - plainRowStart)
            return false
        }
        if plainRows == 0 { try limit.check(plainBytes, row: firstRow) }
        plainRows += 1
        plainRowStart = values.count
        return true
    }

    /// The values of one row.
    ///
    /// - Parameter index: Counted from 0 in this chunk.
    func row(_ index: Int) -> ArraySlice<MariaDBValue> {
        values[index * columnCount..<(index + 1) * columnCount]
    }
}

/// How much is sent together.
struct ChunkLimit: Sendable {
    /// What the server takes in one packet (`max_allowed_packet`).
    let largestPacket: Int
    /// What a chunk may have.
    let bytes: Int
    /// How long the text is that a row adds to a statement.
    private let rowText: Int

    /// More would only cost memory: at this size the round trip is a hundredth of the server's work.
    private static let preferredBytes = 1 << 20
    /// Headers, and what the server itself counts in.
    private static let reserve = 64

    /// - Parameter template: The statement, if its text is repeated for each row.
    init(largestPacket: Int, template: SQLRowTemplate? = nil) {
        self.largestPacket = largestPacket
        rowText = template?.rowSize ?? 0
        bytes = min(Self.preferredBytes, max(0, largestPacket - Self.reserve))
    }

    /// A thousand rows, and never more placeholders than a statement may have, nor more text than the server takes.
    func plainRows(_ columnCount: Int) -> Int {
        max(1, min(1_000, Session.maximumBinds / max(1, columnCount), bytes / max(1, rowText)))
    }

    func check(_ byteCount: Int, row: Int) throws(MariaDBError) {
        guard byteCount > max(0, largestPacket - Self.reserve) else { return }
        throw MariaDBError(
            code: .packetTooLarge,
            message: "row \(row) has \(byteCount) bytes and the server takes \(largestPacket) in one packet; "
                + "raise max_allowed_packet at the server, or send less in one row")
    }
}

extension MariaDBValue {
    /// How many bytes the value has in a packet, or a few more.
    var approximateSize: Int {
        switch self {
        case .text(let text): text.utf8.count + 9
        case .bytes(let bytes): bytes.count + 9
        case .decimal(let decimal): decimal.description.utf8.count + 9
        default: 13
        }
    }
}
