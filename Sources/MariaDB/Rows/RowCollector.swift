/// Collects the rows of a result while they come, and starts a new batch whenever one has become large.
struct RowCollector {
    /// How many bytes a batch may reach before the next one is begun.
    private static let batchSize = 1 << 20

    private let columns: ResultColumns
    private let encoding: RowBatch.Encoding
    private var rows = RowBytes()
    private var finished: ResultRows?
    private var finishedCount = 0
    private var finishedBytes = 0
    /// What results of the same statement take that came before.
    private let earlierBytes: Int

    init(_ columns: ResultColumns, _ encoding: RowBatch.Encoding, behind earlierBytes: Int = 0) {
        self.columns = columns
        self.encoding = encoding
        self.earlierBytes = earlierBytes
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
        if rows.bytes.count >= Self.batchSize { endBatch() }
    }

    /// The error for a result that is larger than allowed, if it is.
    func excess(_ limit: MariaDBResultLimit) -> MariaDBError? {
        // Where a row begins is noted as well, which is most of what a row of one NULL takes.
        let bytes = earlierBytes + finishedBytes + rows.bytes.count + rows.borders.count * MemoryLayout<Int>.size
        guard count > limit.rows || bytes > limit.bytes else { return nil }
        return limit.error(count > limit.rows ? "\(limit.rows) rows" : "\(limit.bytes) bytes")
    }

    /// All rows, when the last one has come.
    mutating func finish() -> ResultRows {
        if rows.count > 0 { endBatch() }
        return finished ?? ResultRows(RowBatch(columns: columns, encoding: encoding, rows))
    }

    private mutating func endBatch() {
        let rowCount = rows.count
        let batch = RowBatch(columns: columns, encoding: encoding, firstRow: finishedCount, rows)
        finishedCount += rowCount
        finishedBytes += batch.size
        rows = RowBytes()
        if finished == nil { finished = ResultRows(batch) } else { finished?.append(batch) }
        // The next one will hardly be smaller.
        if batch.bytes.count >= Self.batchSize {
            rows.reserveCapacity(rows: rowCount + rowCount / 8, bytes: Self.batchSize + Self.batchSize / 8)
        }
    }
}
