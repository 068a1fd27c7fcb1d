internal import CMariaDB

extension Session {
    /// Runs a statement over the text protocol and reads all its results.
    ///
    /// - Parameter limit: How long the server may take, if it is to be told.
    func query(_ sql: String, within limit: Duration? = nil) throws(MariaDBError) -> StatementResults {
        let text = limit.map { Self.prefix($0) + sql } ?? sql
        try requireFitting(text.utf8.count)
        let handle = unsafe try connected()
        watchState(sql)
        isLimited = limit != nil
        guard unsafe ask(text, handle) else {
            let failure = unsafe failure(ServerError(handle))
            restoreAutocommit(after: failure)
            throw failure.afterSending(sql)
        }
        do {
            let results = unsafe try readResults(handle)
            restoreAutocommit()
            return results
        } catch {
            if error.isConnectionLost { close() }
            throw error.afterSending(sql)
        }
    }

    /// Sends a statement and waits for the head of its answer: what `mysql_real_query` does. Returns whether that worked.
    private func ask(_ text: String, _ handle: UnsafeMutablePointer<MYSQL>) -> Bool {
        guard unsafe send(text, handle) else { return false }
        unsafe swift_mariadb_await_answer(handle)
        return unsafe mysql_read_query_result(handle) == 0
    }

    /// Sends a statement and reads no answer. Returns whether that worked.
    func send(_ text: String, _ handle: UnsafeMutablePointer<MYSQL>) -> Bool {
        var text = text
        return text.withUTF8 { text in
            unsafe text.withMemoryRebound(to: CChar.self) { unsafe mysql_send_query(handle, $0.baseAddress, UInt($0.count)) == 0 }
        }
    }

    /// Reads all results of a statement whose first answer has been read. Leaves the session open, whatever the error.
    func readResults(_ handle: UnsafeMutablePointer<MYSQL>) throws(MariaDBError) -> StatementResults {
        let first = unsafe StatementResults(try readResult(handle))
        // Nearly always.
        guard !isStreaming, unsafe mysql_more_results(handle) != 0 else { return first }
        return unsafe try readResults(handle, behind: first)
    }

    private func readResults(
        _ handle: UnsafeMutablePointer<MYSQL>, behind first: StatementResults
    ) throws(MariaDBError) -> StatementResults {
        var results = first
        do throws(MariaDBError) {
            while !isStreaming {
                switch unsafe mysql_next_result(handle) {
                case 0:
                    unsafe results.append(try readResult(handle, behind: results.size))
                    try requireBounded(results)
                // No more results; but a connection lost among the columns of the next one gives -1 as well.
                case -1 where unsafe mysql_errno(handle) == 0: return results
                default: throw unsafe ServerError(handle).error
                }
            }
            return results
        } catch {
            throw error.after(results)
        }
    }

    /// Reads a result while the server sends it.
    private func readResult(
        _ handle: UnsafeMutablePointer<MYSQL>, behind earlierBytes: Int = 0
    ) throws(MariaDBError) -> ResultSet {
        guard let result = unsafe mysql_use_result(handle) else {
            // No rows is also what an error looks like; only the number of columns tells them apart.
            // And on a connection that broke meanwhile, Connector/C sets that to 0 as well.
            guard unsafe mysql_field_count(handle) == 0, unsafe mysql_errno(handle) == 0 else {
                throw unsafe ServerError(handle).error
            }
            noteAnswer()
            return unsafe ResultSet(rows: nil, summary: summary(handle))
        }
        let columns = unsafe columnsOfText(mysql_fetch_fields(result), count: Int(mysql_num_fields(result)))
        let source = textRows
        unsafe source.begin(result)
        do throws(MariaDBError) {
            let read = try readRows(.text(source), columns, behind: earlierBytes)
            if !isStreaming { source.free() }
            var summary = unsafe summary(handle)
            summary.affectedRows = UInt64(read.count)
            return ResultSet(rows: read.rows, summary: summary)
        } catch {
            if !isStreaming { source.close(after: error) }
            throw error
        }
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

    /// The columns of a result of the text protocol: often those of the last one.
    private func columnsOfText(_ fields: UnsafeMutablePointer<MYSQL_FIELD>?, count: Int) -> ResultColumns {
        guard let fields = unsafe fields, count > 0 else { return ResultColumns([]) }
        if unsafe lastFields.matches(fields, count: count) { return lastColumns }
        lastFields = unsafe FieldKey(fields, count: count)
        lastColumns = unsafe ResultColumns(Self.columns(fields, count: count))
        return lastColumns
    }
}
