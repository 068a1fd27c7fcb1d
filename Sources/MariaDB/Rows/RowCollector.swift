/// Collects the rows of a result while they come, and starts a new batch whenever one has become large.
struct RowCollector {
    /// How many bytes a batch may reach before the next one is begun.
    private static let batchSize = 1 << 20
    /// The same for batches that are decoded one by one while the server sends the next: small enough to stay in a core's cache, and
    /// that decoding one takes far less than the time in which a call has to end.
    private static let partSize = 1 << 17

    private let columns: ResultColumns
    private let encoding: RowBatch.Encoding
    private var rows = RowBytes()
    private var finished: ResultRows?
    private var finishedCount = 0
    private var finishedBytes = 0
    /// What results of the same statement take that came before.
    private let earlierBytes: Int
    private let batchSize: Int
    private let inParts: Bool

    init(_ columns: ResultColumns, _ encoding: RowBatch.Encoding, behind earlierBytes: Int = 0, inParts: Bool = false) {
        self.columns = columns
        self.encoding = encoding
        self.earlierBytes = earlierBytes
        self.inParts = inParts
        batchSize = inParts ? Self.partSize : Self.batchSize
    }

    /// Where the bytes of the next row are appended; ``endRow()`` comes next.
    var bytes: [UInt8] {
        _read { yield rows.bytes }
        _modify { yield &rows.bytes }
    }

    /// How many rows there are.
    var count: Int { finishedCount + rows.count }

    mutating func endRow() {
        rows.endRow()
        if rows.bytes.count >= batchSize { endBatch() }
    }

    /// The error for a result that is larger than allowed, if it is.
    func excess(_ limit: MariaDBResultLimit) -> MariaDBError? {
        // Where a row begins is noted as well, which is most of what a row of one NULL takes.
        let bytes = earlierBytes + finishedBytes + rows.bytes.count + rows.borders.count * MemoryLayout<Int>.size
        guard count > limit.rows || bytes > limit.bytes else { return nil }
        return limit.error(count > limit.rows ? "\(limit.rows) rows" : "\(limit.bytes) bytes")
    }

    /// Whether enough rows have come to be taken, of those that are wanted in parts.
    var hasFullPart: Bool { inParts && finished != nil }

    /// The rows that have not been taken, when the last one has come.
    mutating func finish() -> ResultRows {
        if rows.count > 0 { endBatch() }
        return takeBatches()
    }

    /// Takes the batches that are finished.
    mutating func takeBatches() -> ResultRows {
        defer { finished = nil }
        return finished ?? ResultRows(RowBatch(columns: columns, encoding: encoding, firstRow: count, rows))
    }

    private mutating func endBatch() {
        let rowCount = rows.count
        let batch = RowBatch(columns: columns, encoding: encoding, firstRow: finishedCount, rows)
        finishedCount += rowCount
        finishedBytes += batch.size
        rows = RowBytes()
        if finished == nil { finished = ResultRows(batch) } else { finished?.append(batch) }
        // The next one will hardly be smaller.
        if batch.bytes.count >= batchSize {
            rows.reserveCapacity(rows: rowCount + rowCount / 8, bytes: batchSize + batchSize / 8)
        }
    }
}
