internal import StateLocks

/// Sends the rows of an `executeMany`: the next chunk is written while the server works on the one before, and never more than two
/// are in memory.
struct ManyWriter<Row> {
    let connection: MariaDBConnection
    let location: CallSite
    let sql: String
    /// Whether the rows have a transaction or a savepoint of their own.
    let isGuarded: Bool
    private let deadline = MariaDBDeadline.deadline

    /// The row that did not fit into the chunk before.
    private var pending: Row?
    private var isAtEnd = false
    private var kinds: [BindKind?] = []
    private var nextRow = 0
    private var confirmedRows = 0

    init(_ connection: MariaDBConnection, _ location: CallSite, sql: String, isGuarded: Bool) {
        self.connection = connection
        self.location = location
        self.sql = sql
        self.isGuarded = isGuarded
    }

    /// Writes all rows.
    ///
    /// - Parameters:
    ///   - allowsBulk: False to go as if the server had no bulk.
    ///   - next: The next row, or `nil` after the last.
    ///   - append: Appends the values of a row.
    mutating func write(
        allowsBulk: Bool, next: () async throws -> Row?, append: (Row, inout RowChunk) throws -> Void
    ) async throws -> MariaDBBulkResult {
        let plan = try await connection.reserve(location, sql) { [sql] in try $0.planMany(sql, allowsBulk: allowsBulk) }
        var failing = 0..<0
        let cancelledAt = Lock(Moment?.none)
        do {
            let result = try await withTaskCancellationHandler {
                try await send(plan, &failing, next, append)
            } onCancel: {
                cancelledAt.withLock { $0 = .now }
            }
            await connection.unreserve()
            return result
        } catch {
            let limit = connection.takingBackLimit(cancelledAt.withLock { $0 }, error)
            let kept = await connection.takeBack(confirmedRows: confirmedRows, by: limit)
            guard var error = error as? MariaDBError else { throw error }
            error.bulk = MariaDBBulkFailure(kept: kept, failedRows: failing)
            if kept == .none { error.outcomeUnknown = false }
            throw error.at(location, sql: sql)
        }
    }

    private mutating func send(
        _ chosen: ManyPlan, _ failing: inout Range<Int>,
        _ next: () async throws -> Row?, _ append: (Row, inout RowChunk) throws -> Void
    ) async throws -> MariaDBBulkResult {
        var plan = chosen
        var result = MariaDBBulkResult(way: plan.way)
        failing = nextRow..<nextRow
        var chunk = try await fill(plan, next, append)
        while let current = chunk {
            failing = current.rowRange
            let (connection, location, isGuarded, isLast, sent) = (connection, location, isGuarded, isAtEnd, plan)
            let isFirst = result.statementCount == 0
            async let answer = connection.write(sent, current, isGuarded: isGuarded, isFirst: isFirst, isLast: isLast, location)
            do {
                chunk = isLast ? nil : try await fill(plan, next, append)
            } catch {
                // The answer first: the rows that the failure is told of are its own.
                if (try? await answer) != nil { confirmedRows = current.rowRange.upperBound }
                failing = nextRow..<nextRow
                throw error
            }
            result.add(try await answer)
            // The next rows go the way that these went.
            plan.way = result.way
            confirmedRows = current.rowRange.upperBound
            result.rowCount = confirmedRows
            if chunk == nil, !isLast {
                failing = confirmedRows..<confirmedRows
                try await connection.commitRows(location)
            }
        }
        return result
    }

    private mutating func fill(
        _ plan: ManyPlan, _ next: () async throws -> Row?, _ append: (Row, inout RowChunk) throws -> Void
    ) async throws -> RowChunk? {
        var chunk = RowChunk(
            columnCount: plan.columnCount, firstRow: nextRow, limit: plan.limit, isBulk: plan.way == .bulk, kinds: kinds)
        while true {
            // Rows that are there already are no wait that a cancellation would end.
            if chunk.rowCount.isMultiple(of: 64) { try Task.checkCancellation() }
            // For each, since the next one may be long in coming.
            if let deadline, deadline <= .now { throw CallInterruption.timedOut.error(hasBegun: chunk.firstRow > 0) }
            guard let row = if let pending { pending } else { try await next() } else {
                isAtEnd = true
                break
            }
            pending = nil
            try append(row, &chunk)
            guard try chunk.endRow() else {
                pending = row
                break
            }
            nextRow += 1
        }
        kinds = chunk.packet?.kinds ?? []
        return chunk.rowCount > 0 ? chunk : nil
    }
}
