internal import CMariaDB

extension Session {
    /// Runs a statement over the text protocol and reads all its results.
    ///
    func query(_ sql: String) throws(MariaDBError) -> StatementResults {
        let handle = unsafe try connected()
        var sql = sql
        let failed = sql.withUTF8 { text in
            unsafe text.withMemoryRebound(to: CChar.self) { unsafe mysql_real_query(handle, $0.baseAddress, UInt($0.count)) }
        }
        guard failed == 0 else { throw unsafe failure(ServerError(handle)) }
        do {
            return unsafe try storedResults(handle)
        } catch {
            if error.isConnectionLost { close() }
            throw error
        }
    }

    /// Reads all results of a statement whose first answer has been read. Leaves the session open, whatever the error.
    func storedResults(_ handle: UnsafeMutablePointer<MYSQL>) throws(MariaDBError) -> StatementResults {
        var results = unsafe StatementResults(try storedResult(handle))
        while true {
            switch unsafe mysql_next_result(handle) {
            case 0: unsafe results.append(try storedResult(handle))
            case -1: return results
            default: throw unsafe ServerError(handle).error
            }
        }
    }

    private func storedResult(_ handle: UnsafeMutablePointer<MYSQL>) throws(MariaDBError) -> ResultSet {
        guard let result = unsafe mysql_store_result(handle) else {
            // No rows is also what an error looks like; only the number of columns tells them apart.
            guard unsafe mysql_field_count(handle) == 0 else { throw unsafe ServerError(handle).error }
            return unsafe ResultSet(batch: nil, summary: summary(handle))
        }
        defer { unsafe mysql_free_result(result) }
        let batch = unsafe textBatch(result)
        return unsafe ResultSet(batch: batch, summary: summary(handle))
    }

    private func summary(_ handle: UnsafeMutablePointer<MYSQL>) -> MariaDBSummary {
        let affectedRows = unsafe mysql_affected_rows(handle)
        return unsafe MariaDBSummary(
            // Connector/C's way to say that there is no number.
            affectedRows: affectedRows == UInt64.max ? 0 : affectedRows,
            lastInsertID: mysql_insert_id(handle),
            warningCount: Int(mysql_warning_count(handle))
        )
    }

    /// The columns of a result of the text protocol. The same statement often comes again, and then so do its columns.
    private func columnsOfText(_ fields: UnsafeMutablePointer<MYSQL_FIELD>?, count: Int) -> [MariaDBColumn] {
        if let fields = unsafe fields, count == lastColumns.count,
            lastColumns.indices.allSatisfy({ unsafe Self.column(fields + $0) == lastColumns[$0] })
        {
            return lastColumns
        }
        lastColumns = unsafe Self.columns(fields, count: count)
        return lastColumns
    }

    /// Copies a stored result of the text protocol.
    private func textBatch(_ result: UnsafeMutablePointer<MYSQL_RES>) -> RowBatch {
        let columnCount = unsafe Int(mysql_num_fields(result))
        let columns = unsafe columnsOfText(mysql_fetch_fields(result), count: columnCount)
        let rowCount = unsafe Int(clamping: mysql_num_rows(result))
        var rows = RowBytes()
        // Room for short rows at once; more would be a guess.
        rows.reserveCapacity(rows: rowCount, bytes: min(rowCount, 16) * columnCount * 16)
        while let row = unsafe mysql_fetch_row(result), let lengths = unsafe mysql_fetch_lengths(result) {
            for index in 0..<columnCount {
                guard let cell = unsafe row[index] else {
                    rows.bytes.append(LengthEncoding.null)
                    continue
                }
                let length = unsafe Int(lengths[index])
                LengthEncoding.append(length, to: &rows.bytes)
                unsafe rows.bytes.append(contentsOf: UnsafeRawBufferPointer(start: cell, count: length))
            }
            rows.endRow()
        }
        return RowBatch(columns: columns, encoding: .text, rows)
    }
}
