internal import CMariaDB

/// One `MYSQL_STMT*`. Belongs to its session and is used on the session's lane only.
///
/// `@safe`: the handle stays in this object and is used until ``close()``, once, and the session outlives it.
@safe
final class PreparedStatement {
    let handle: UnsafeMutablePointer<MYSQL_STMT>
    let connection: UnsafeMutablePointer<MYSQL>
    /// Unowned, because the session's cache owns this statement.
    unowned let session: Session
    /// How many placeholders the statement has.
    let bindCount: Int
    /// What the server said about the columns of the first result; it says it once, and again when they have changed.
    private var columns: ResultColumns?
    /// What the server said about them when they were found to be these.
    private var fields = FieldKey()

    /// Whether the names of columns have changed since the statement was prepared. Connector/C goes on giving the old ones, so
    /// the statement is to be prepared anew for the next time.
    private(set) var isOutdated = false

    /// Prepares a statement: one round trip.
    init(_ sql: String, on connection: UnsafeMutablePointer<MYSQL>, session: Session) throws(MariaDBError) {
        guard let handle = unsafe mysql_stmt_init(connection) else {
            throw unsafe session.failure(ServerError(connection))
        }
        var sql = sql
        let failed = sql.withUTF8 { text in
            unsafe text.withMemoryRebound(to: CChar.self) { unsafe mysql_stmt_prepare(handle, $0.baseAddress, UInt($0.count)) }
        }
        guard failed == 0 else {
            // The session first, see `close(after:)`.
            let failure = unsafe session.failure(ServerError(handle, connection))
            unsafe mysql_stmt_close(handle)
            throw failure
        }
        unsafe self.handle = handle
        unsafe self.connection = connection
        self.session = session
        bindCount = unsafe Int(clamping: mysql_stmt_param_count(handle))
    }

    /// Frees the statement, here and at the server, where no answer is waited for. Only on a connection with nothing unread:
    /// otherwise `mysql_stmt_close` eats rows of others or hangs.
    func close() {
        session.prepareToClose(self)
        unsafe mysql_stmt_close(handle)
    }

    /// Frees the statement after a failure, and ends the session if the connection did not survive it.
    ///
    /// The session is closed first. If the server answered in a shape that nobody expected, `mysql_stmt_close` on an open connection
    /// goes on reading what has come, jumps to a null pointer (an execution answered by OKs with more results, although columns were
    /// promised), or waits for ever for the rest; shutting the socket down is not enough, since what has arrived is still read. After
    /// `mysql_close` it only frees memory.
    func close(after error: MariaDBError) {
        session.prepareToClose(self)
        if error.isConnectionLost { session.close() }
        unsafe mysql_stmt_close(handle)
    }

    /// Executes the statement and reads all its results.
    func execute(_ values: [MariaDBValue]) throws(MariaDBError) -> StatementResults {
        try send(values)
        return try readResults()
    }

    /// Reads all results of an execution whose head has been read.
    func readResults() throws(MariaDBError) -> StatementResults {
        let first = StatementResults(try readResult(isFirst: true))
        // Nearly always.
        guard !session.isStreaming, unsafe mysql_stmt_more_results(handle) != 0 else { return first }
        return try readResults(behind: first)
    }

    private func readResults(behind first: StatementResults) throws(MariaDBError) -> StatementResults {
        var results = first
        do throws(MariaDBError) {
            while !session.isStreaming, unsafe mysql_stmt_more_results(handle) != 0 {
                guard unsafe mysql_stmt_next_result(handle) == 0 else { throw failure() }
                results.append(try readResult(isFirst: false, behind: results.size))
                try session.requireBounded(results)
            }
        } catch {
            throw error.after(results)
        }
        return results
    }

    /// Goes on to the next result that has rows; for what drops them. Returns its columns, or `nil` if there is none.
    func nextResultWithRows() throws(MariaDBError) -> ResultColumns? {
        while unsafe mysql_stmt_more_results(handle) != 0 {
            guard unsafe mysql_stmt_next_result(handle) == 0 else { throw failure() }
            let columnCount = unsafe Int(mysql_stmt_field_count(handle))
            if columnCount > 0 { return statementColumns(columnCount) }
            session.noteAnswer()
            try session.control.requireSocket()
        }
        return nil
    }

    /// Sends the binds and waits for the head of the answer; the results are unread afterwards.
    ///
    /// What `mysql_stmt_execute` does, but for memory that the binds lie in and are copied out of again.
    ///
    /// - Parameter withCursor: Whether the server is to keep the rows; the handle has to know it as well.
    func send(_ values: [MariaDBValue], withCursor: Bool = false) throws(MariaDBError) {
        try sendExecution(values, withCursor: withCursor)
        unsafe swift_mariadb_await_answer(connection)
        try readAnswer()
    }

    /// Reads a result while the server sends it.
    private func readResult(isFirst: Bool, behind earlierBytes: Int = 0) throws(MariaDBError) -> ResultSet {
        let columnCount = unsafe Int(mysql_stmt_field_count(handle))
        guard columnCount > 0 else {
            session.noteAnswer()
            return ResultSet(rows: nil, summary: summary())
        }
        // Before the rows are read: that makes Connector/C forget what came with the answer.
        let columns = isFirst ? firstColumns(columnCount) : statementColumns(columnCount)
        let isOutParameters = unsafe connection.pointee.server_status & UInt32(SERVER_PS_OUT_PARAMS) != 0
        let read = try session.readRows(.statement(self, isOwned: false), columns, behind: earlierBytes)
        return ResultSet(
            rows: read.rows,
            summary: MariaDBSummary(
                affectedRows: UInt64(read.count), lastInsertID: unsafe mysql_stmt_insert_id(handle),
                warningCount: read.warningCount),
            isOutParameters: isOutParameters)
    }

    /// Executes the statement and leaves the rows of its first result to be fetched one after another.
    ///
    /// - Returns: The columns; `nil` if there are no rows to fetch, and the statement is done.
    func executeUnbuffered(_ values: [MariaDBValue]) throws(MariaDBError) -> ResultColumns? {
        try send(values)
        let columnCount = unsafe Int(mysql_stmt_field_count(handle))
        guard columnCount > 0 else {
            session.noteAnswer()
            return nil
        }
        return firstColumns(columnCount)
    }

    /// The columns of the first result: those that came with this answer, else those known from before.
    ///
    /// MariaDB sends them only when they have changed (from 10.6 on), and then Connector/C updates the types that the statement
    /// keeps but not the names; the new ones are in the connection.
    private func firstColumns(_ count: Int) -> ResultColumns {
        // The count is what Connector/C itself goes by.
        guard let known = columns, known.columns.count == count else {
            let columns = statementColumns(count)
            self.columns = columns
            return columns
        }
        guard let fields = unsafe connection.pointee.fields, unsafe Int(connection.pointee.field_count) == count else {
            return known
        }
        if unsafe self.fields.matches(fields, count: count) { return known }
        let fresh = unsafe Session.columns(fields, count: count)
        guard fresh != known.columns else {
            self.fields = unsafe FieldKey(fields, count: count)
            return known
        }
        isOutdated = true
        return ResultColumns(fresh)
    }

    /// The columns as the statement has them. Of a CALL libmariadb loses the format on their way from the connection to the
    /// statement (`ma_field_extension_deep_dup` copies one attribute only), and it is all that tells JSON from text.
    private func statementColumns(_ count: Int) -> ResultColumns {
        let columns = unsafe Session.columns(mariadb_stmt_fetch_fields(handle), count: count)
        guard let fields = unsafe connection.pointee.fields, unsafe Int(connection.pointee.field_count) == count else {
            return ResultColumns(columns)
        }
        let complete = columns.enumerated().map { index, column in
            let original = unsafe Session.column(fields + index)
            return original.extendedFormat.isEmpty || original.name != column.name ? column : original
        }
        return ResultColumns(complete)
    }

    private func summary() -> MariaDBSummary {
        let affectedRows = unsafe mysql_stmt_affected_rows(handle)
        return unsafe MariaDBSummary(
            affectedRows: affectedRows == UInt64.max ? 0 : affectedRows,
            lastInsertID: mysql_stmt_insert_id(handle),
            warningCount: Int(handle.pointee.upsert_status.warning_count)
        )
    }

    func failure() -> MariaDBError {
        unsafe ServerError(handle, connection).error
    }
}
