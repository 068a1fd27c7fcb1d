/// Large results are decoded while the server sends them: whoever wants values instead of rows gets these in parts.
extension Session {
    /// Runs a statement, and leaves the rows of its first result that has any to ``nextPart(_:)`` when they fill a part.
    func firstPart(_ run: () throws(MariaDBError) -> StatementResults) throws(MariaDBError) -> ResultPart {
        readsParts = true
        defer { readsParts = false }
        let results = try run()
        return ResultPart(rows: results.resultRows, isLast: stream == nil)
    }

    /// Goes on reading: the next rows, and with the last ones the results behind them, which are dropped.
    func nextPart(_ limit: MariaDBResultLimit?) throws(MariaDBError) -> ResultPart {
        try withResultLimit(limit) { () throws(MariaDBError) in
            guard var stream, var parts = stream.parts else {
                try requireOpen()
                throw MariaDBError(code: .connectionClosed, message: "the rows were dropped; run the statement again")
            }
            // What was still on its way would be decoded for nothing, and the call has to end now.
            guard !control.isInterrupted else {
                _ = dropParts()
                throw MariaDBError(code: .cancelled, message: "the call is to end, so the rest of its rows is dropped")
            }
            // Only one may hold the bytes, or they are copied.
            stream.parts = nil
            self.stream = stream
            do throws(MariaDBError) {
                let rows: ResultRows
                if try collect(&parts, of: stream) {
                    rows = parts.rows.takeBatches()
                    self.stream?.parts = parts
                } else {
                    rows = parts.rows.finish()
                    try endParts(parts, of: stream)
                }
                return ResultPart(rows: rows, isLast: self.stream == nil)
            } catch {
                if self.stream?.isAbandoned != true { endStream(after: error) }
                restoreAutocommit(after: error)
                throw error.afterSending(stream.sql)
            }
        }
    }

    /// Nobody wants the rest any more: it is dropped when the call is over.
    func dropParts() -> ResultPart {
        stream?.parts = nil
        stream?.isAbandoned = true
        return ResultPart(rows: nil, isLast: true)
    }

    /// Reads rows until a part is full. Returns whether there may be more.
    private func collect(_ parts: inout ResultParts, of stream: RowStream) throws(MariaDBError) -> Bool {
        do {
            return try collect(&parts.rows, from: stream.source, stream.columns) == nil
        } catch {
            throw explained(error)
        }
    }

    /// The rows are at their end: makes the connection free for the next statement.
    private func endParts(_ parts: ResultParts, of stream: RowStream) throws(MariaDBError) {
        var bytes: [UInt8] = []
        var last = stream
        while let next = try nextResult(after: last) {
            last = next
            self.stream = next
            while case .row = try next.source.fetch(into: &bytes, columns: next.columns) {
                bytes.removeAll(keepingCapacity: true)
                try control.requireSocket()
            }
            noteRowsEnd()
        }
        self.stream = nil
        if let execution = parts.execution, let statement = stream.source.statement {
            conclude(execution, of: statement)
        } else {
            restoreAutocommit()
        }
    }
}

extension Session {
    /// Reads the rows of a result while the server sends them, straight into batches of ours: `mysql_stmt_store_result` and
    /// `mysql_store_result` would make a list of all rows first, however many the server sends, to be copied afterwards.
    ///
    /// To their end, or a part of them if they are wanted so: the rest then waits in ``stream``.
    func readRows(
        _ source: RowSource, _ columns: ResultColumns, behind earlierBytes: Int
    ) throws(MariaDBError) -> (rows: ResultRows, count: Int, warningCount: Int) {
        var rows = RowCollector(columns, source.encoding, behind: earlierBytes, inParts: readsParts)
        readsParts = false
        do throws(MariaDBError) {
            if let warningCount = try collect(&rows, from: source, columns) { return (rows.finish(), rows.count, warningCount) }
        } catch {
            throw explained(error)
        }
        let part = rows.takeBatches()
        let count = rows.count
        stream = RowStream(source: source, columns: columns, parts: ResultParts(rows: rows))
        return (part, count, 0)
    }

    /// Reads rows until they end, or a part is full if the result is read in parts.
    ///
    /// - Returns: The number of warnings, which comes with the end; `nil` if there may be more rows.
    private func collect(
        _ rows: inout RowCollector, from source: RowSource, _ columns: ResultColumns
    ) throws(MariaDBError) -> Int? {
        while true {
            try control.requireSocket()
            switch try source.fetch(into: &rows.bytes, columns: columns) {
            case .row:
                rows.endRow()
                if let excess = rows.excess(resultLimit) {
                    abandon(source, columns)
                    throw excess
                }
                if rows.hasFullPart { return nil }
            case .end(let warningCount):
                noteRowsEnd()
                return warningCount
            }
        }
    }

    /// A prepared statement has been executed. If only a part of its rows has been read, what follows waits for the rest.
    func executed(_ statement: PreparedStatement, _ execution: ResultParts.Execution) {
        guard !isStreaming else {
            stream?.parts?.execution = execution
            stream?.source = .statement(statement, isOwned: execution.isNew)
            return
        }
        conclude(execution, of: statement)
    }

    /// What follows when all results have been read: the statement is kept, or leaves.
    private func conclude(_ execution: ResultParts.Execution, of statement: PreparedStatement) {
        if execution.isNew {
            keep(statement, for: execution.sql, in: execution.slot)
        } else if statement.isOutdated {
            forget(execution.sql, in: execution.slot)
        }
        restoreAutocommit()
    }
}
