/// Rows that are read one batch at a time while the server sends them.
struct RowStream {
    var source: RowSource
    let columns: ResultColumns
    /// The statement; not known of rows that nobody will read.
    var sql: String?
    /// How many rows have been read.
    var count = 0
    /// Whether nobody will read the rows that are left: the result is larger than allowed, or they can not be decoded.
    var isAbandoned = false
    /// What there is of the result, if it is read into memory in parts.
    var parts: ResultParts?
}

extension Session {
    /// Executes a query and leaves its rows to ``nextBatch(_:)``. Until they are at their end nothing else can be sent.
    func openStream(_ query: MariaDBQuery) throws(MariaDBError) -> ResultColumns {
        try requireFitting(query.binds.sizeInPacket)
        var binds = query.binds
        let statement = try prepareInTime(query, &binds)
        do throws(MariaDBError) {
            guard let columns = try statement.executeUnbuffered(binds) else {
                throw MariaDBError(code: .noResultSet, message: "the statement gives no rows, so there is nothing to read")
            }
            stream = RowStream(source: .statement(statement, isOwned: true), columns: columns, sql: query.sql)
            return columns
        } catch {
            statement.close(after: error)
            throw error.afterSending(query.sql)
        }
    }

    /// Reads rows until one of the limits is reached. Returns `nil` when there are none left; the stream is then closed.
    ///
    /// A stream that ends early, because it was killed or the connection was lost, is an error and never a short result.
    func nextBatch(_ limit: MariaDBBatchLimit) throws(MariaDBError) -> RowBatch? {
        guard let stream else {
            // Closed meanwhile: that must not look like the end of the rows.
            try requireOpen()
            return nil
        }
        var rows = RowBytes()
        do {
            while rows.count < limit.rows, rows.bytes.count < limit.bytes {
                guard case .row = try stream.source.fetch(into: &rows.bytes, columns: stream.columns) else {
                    endStream()
                    break
                }
                rows.endRow()
            }
        } catch {
            endStream(after: error)
            throw error.afterSending(stream.sql)
        }
        guard rows.count > 0 else { return nil }
        let firstRow = stream.count
        self.stream?.count += rows.count
        return RowBatch(columns: stream.columns, encoding: .binary, firstRow: firstRow, rows)
    }

    /// Reads and drops what is left, up to a number of bytes. Returns whether the end was reached.
    func drainStream(upTo maximumBytes: Int) -> Bool {
        guard var stream else { return true }
        var bytes: [UInt8] = []
        var drained = 0
        do {
            while drained < maximumBytes {
                try control.requireSocket()
                bytes.removeAll(keepingCapacity: true)
                if case .row = try stream.source.fetch(into: &bytes, columns: stream.columns) {
                    drained += bytes.count
                    continue
                }
                // Each result counts, or a server could send empty ones without end.
                drained += 1
                noteRowsEnd()
                guard let next = try nextResult(after: stream) else {
                    endDrainedStream()
                    return true
                }
                stream = next
                self.stream = next
            }
            return false
        } catch {
            // The rows were not wanted, so neither is the reason why there are no more; it may be our own KILL.
            endStream(after: error)
            return true
        }
    }

    /// Stops reading a result that is larger than allowed. What is left of it is dropped when the call is over.
    func abandon(_ source: RowSource, _ columns: ResultColumns) {
        stream = RowStream(source: source, columns: columns, isAbandoned: true)
    }

    /// A statement that is about to be closed: if its rows are still on their way, nobody can tell where they end any more.
    func prepareToClose(_ statement: PreparedStatement) {
        guard let stream, stream.source.statement === statement else { return }
        self.stream = nil
        close()
    }

    private func endStream() {
        noteRowsEnd()
        let source = stream?.source
        stream = nil
        source?.close()
    }

    /// The result of text has been freed already.
    private func endDrainedStream() {
        if case .text? = stream?.source { stream = nil } else { endStream() }
    }

    func endStream(after error: MariaDBError) {
        let source = stream?.source
        stream = nil
        source?.close(after: error)
        if error.isConnectionLost { close() }
    }
}
