internal import CMariaDB

/// What executing a statement with a cursor came to.
enum CursorOpening {
    /// The server keeps the rows, to be asked for.
    case cursor(ResultColumns)
    /// The server opens no cursor for this statement: here are all its rows.
    case rows(RowBatch)
}

extension PreparedStatement {
    /// Executes the statement and has the server keep its rows. Other statements may run before they are fetched.
    func openCursor(_ values: [MariaDBValue], prefetch: Int) throws(MariaDBError) -> CursorOpening {
        set(STMT_ATTR_CURSOR_TYPE, UInt(CURSOR_TYPE_READ_ONLY.rawValue))
        set(STMT_ATTR_PREFETCH_ROWS, UInt(clamping: prefetch))
        do {
            try send(values, withCursor: true)
        } catch {
            guard hasRowsInsteadOfCursor else { throw error }
            // The error is not the server's, and its rows are still to come.
            unsafe connection.pointee.status = MYSQL_STATUS_STMT_RESULT
            unsafe handle.pointee.last_errno = 0
        }
        let columnCount = unsafe Int(mysql_stmt_field_count(handle))
        guard columnCount > 0 else {
            throw MariaDBError(code: .noResultSet, message: "the statement gives no rows, so there is nothing to read")
        }
        let columns = unsafe ResultColumns(Session.columns(mariadb_stmt_fetch_fields(handle), count: columnCount))
        guard unsafe handle.pointee.cursor_exists == 0 else { return .cursor(columns) }
        return .rows(try rowsWithoutCursor(columns))
    }

    /// For EXPLAIN, INSERT … RETURNING and others the server opens no cursor and sends the rows at once. libmariadb then tries to
    /// store them in a state in which it refuses to (`stmt_read_execute_response`: 2014 with the rows unread), and every further
    /// call on the connection would fail.
    private var hasRowsInsteadOfCursor: Bool {
        unsafe handle.pointee.last_errno == 2014 && connection.pointee.status == MYSQL_STATUS_GET_RESULT
            && handle.pointee.field_count > 0
    }

    /// Reads the rows of the first result, and drops the others of a CALL.
    private func rowsWithoutCursor(_ columns: ResultColumns) throws(MariaDBError) -> RowBatch {
        set(STMT_ATTR_CURSOR_TYPE, UInt(CURSOR_TYPE_NO_CURSOR.rawValue))
        guard unsafe mysql_stmt_store_result(handle) == 0 else { throw failure() }
        let batch = storedRows(columns)
        unsafe mysql_stmt_free_result(handle)
        while unsafe mysql_stmt_more_results(handle) != 0 {
            guard unsafe mysql_stmt_next_result(handle) == 0 else { throw failure() }
            guard unsafe mysql_stmt_field_count(handle) > 0 else { continue }
            guard unsafe mysql_stmt_store_result(handle) == 0 else { throw failure() }
            unsafe mysql_stmt_free_result(handle)
        }
        return batch
    }

    /// Asks the server for the next rows of the cursor: one round trip. `nil` after the last.
    ///
    /// - Parameter firstRow: How many rows came before.
    func nextCursorBatch(_ columns: ResultColumns, firstRow: Int) throws(MariaDBError) -> RowBatch? {
        guard try fetchIsRow() else { return nil }
        // The first fetch has brought them all; the others step over them, so that the next one asks the server again.
        let batch = storedRows(columns, firstRow: firstRow)
        var left = batch.rowCount - 1
        while left > 0, try fetchIsRow() { left -= 1 }
        return batch
    }

    /// Whatever is neither a row nor the end is an error: 1, with the number in the connection if not in the statement, or 102 for
    /// a malformed row. After it libmariadb would say that there are no more rows.
    func fetchIsRow() throws(MariaDBError) -> Bool {
        // Connector/C jumps through this pointer, which stays null if the answer began without columns.
        guard unsafe handle.pointee.default_rset_handler != nil else { throw malformedRow }
        switch unsafe mysql_stmt_fetch(handle) {
        case 0: return true
        case MYSQL_NO_DATA: return false
        case let code: throw code == 1 ? failure() : malformedRow
        }
    }

    /// Copies the raw packets of the rows that libmariadb holds for the statement.
    private func storedRows(_ columns: ResultColumns, firstRow: Int = 0) -> RowBatch {
        var rows = RowBytes()
        var next = unsafe handle.pointee.result.data
        while let row = unsafe next {
            unsafe rows.bytes.append(
                contentsOf: UnsafeRawBufferPointer(start: row.pointee.data, count: Int(clamping: row.pointee.length))
            )
            rows.endRow()
            unsafe next = row.pointee.next
        }
        return RowBatch(columns: columns, encoding: .binary, firstRow: firstRow, rows)
    }

    private func set(_ attribute: enum_stmt_attr_type, _ value: UInt) {
        unsafe withUnsafePointer(to: value) { unsafe _ = mysql_stmt_attr_set(handle, attribute, $0) }
    }
}
