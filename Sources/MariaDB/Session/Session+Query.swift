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
        var results = unsafe StatementResults(try storedResult(handle))
        while true {
            switch unsafe mysql_next_result(handle) {
            case 0: unsafe results.append(try storedResult(handle))
            case -1: return results
            default: throw unsafe failure(ServerError(handle))
            }
        }
    }

    private func storedResult(_ handle: UnsafeMutablePointer<MYSQL>) throws(MariaDBError) -> ResultSet {
        guard let result = unsafe mysql_store_result(handle) else {
            // No rows is also what an error looks like; only the number of columns tells them apart.
            guard unsafe mysql_field_count(handle) == 0 else { throw unsafe failure(ServerError(handle)) }
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

    /// Copies a stored result of the text protocol.
    private func textBatch(_ result: UnsafeMutablePointer<MYSQL_RES>) -> RowBatch {
        let columnCount = unsafe Int(mysql_num_fields(result))
        let columns = unsafe Self.columns(mysql_fetch_fields(result), count: columnCount)
        let rowCount = unsafe Int(clamping: mysql_num_rows(result))
        var bytes: [UInt8] = []
        // Room for short rows at once; more would be a guess.
        bytes.reserveCapacity(min(rowCount, 16) * columnCount * 16)
        var rowEnds: [Int] = []
        rowEnds.reserveCapacity(rowCount)
        while let row = unsafe mysql_fetch_row(result), let lengths = unsafe mysql_fetch_lengths(result) {
            for index in 0..<columnCount {
                guard let cell = unsafe row[index] else {
                    bytes.append(LengthEncoding.null)
                    continue
                }
                let length = unsafe Int(lengths[index])
                LengthEncoding.append(length, to: &bytes)
                unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: cell, count: length))
            }
            rowEnds.append(bytes.count)
        }
        return RowBatch(columns: columns, encoding: .text, bytes: bytes, rowEnds: rowEnds)
    }
}
