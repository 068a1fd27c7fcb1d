/// Sends the rows of an `executeMany` inside ``MariaDBConnection/perform(file:line:_:)``: ``ManyWriter`` for a caller that blocks.
struct SessionWriter {
    private let session: Session
    private var plan: ManyPlan
    private let isGuarded: Bool
    private var chunk: RowChunk
    private var result: MariaDBBulkResult

    init(_ session: Session, _ plan: ManyPlan, isGuarded: Bool) {
        self.session = session
        self.plan = plan
        self.isGuarded = isGuarded
        chunk = Self.chunk(plan, firstRow: 0, kinds: [])
        result = MariaDBBulkResult(way: plan.way)
    }

    /// Writes all rows.
    mutating func write<Rows: Sequence>(
        _ rows: Rows, _ append: (Rows.Element, inout RowChunk) throws -> Void
    ) throws -> MariaDBBulkResult {
        do {
            for row in rows {
                try append(row, &chunk)
                if try chunk.endRow() { continue }
                try send()
                // The first of a chunk is always taken.
                try append(row, &chunk)
                _ = try chunk.endRow()
            }
            if chunk.rowCount > 0 { try send() }
            try session.commitWriting()
            return result
        } catch {
            let kept = session.takeBackWriting(confirmedRows: result.rowCount)
            guard var error = error as? MariaDBError else { throw error }
            error.bulk = MariaDBBulkFailure(kept: kept, failedRows: chunk.rowRange)
            if kept == .none { error.outcomeUnknown = false }
            throw error
        }
    }

    private mutating func send() throws(MariaDBError) {
        if isGuarded, result.statementCount == 0 { try session.beginWriting() }
        result.add(try session.executeMany(plan, chunk))
        // The next rows go the way that these went.
        plan.way = result.way
        result.rowCount = chunk.rowRange.upperBound
        chunk = Self.chunk(plan, firstRow: result.rowCount, kinds: chunk.packet?.kinds ?? [])
    }

    private static func chunk(_ plan: ManyPlan, firstRow: Int, kinds: [BindKind?]) -> RowChunk {
        RowChunk(
            columnCount: plan.columnCount, firstRow: firstRow, limit: plan.limit, isBulk: plan.way == .bulk, kinds: kinds)
    }
}
