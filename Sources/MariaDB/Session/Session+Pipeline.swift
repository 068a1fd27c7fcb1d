internal import CMariaDB

/// A statement of a pipeline that was sent and not answered.
private enum Unanswered {
    case text
    case prepared(PreparedStatement)
}

extension Session {
    /// What may be on its way to the server without an answer. A request that fits into the buffers of the system is taken at once,
    /// whatever the server does; while more than that waits, the server could wait for us to read, and we for the server.
    private static let maximumBytesInFlight = 16 << 10
    private static let maximumStatementsInFlight = 128

    /// Sends statements one after another, without waiting for the answer to one before sending the next.
    ///
    /// - Parameter onAnswer: Called for each statement, in order. An error of a statement stops none of the others, unless the
    ///   connection is lost: the others then have that error.
    /// - Throws: What keeps the pipeline from beginning.
    func pipeline(
        _ queries: [MariaDBQuery], onAnswer: (Result<StatementResults, MariaDBError>) -> Void
    ) throws(MariaDBError) {
        let handle = unsafe try connected()
        // Asked now if any statement needs it: later the answer would be that of another.
        if let largest = queries.map(\.sizeInPacket).max() { try prepareToFit(largest) }
        var run = PipelineRun()
        for query in queries {
            let size = query.sizeInPipeline
            while !run.inFlight.isEmpty,
                run.bytes + size > Self.maximumBytesInFlight || run.inFlight.count >= Self.maximumStatementsInFlight
            {
                unsafe onAnswer(answer(&run, handle))
            }
            if run.failure == nil, !query.binds.isEmpty, run.statements[query.sql] == nil {
                // Preparing waits for an answer, and it would be that of another.
                while !run.inFlight.isEmpty { unsafe onAnswer(answer(&run, handle)) }
            }
            do throws(MariaDBError) {
                if let failure = run.failure { throw failure }
                unsafe run.append(try send(query, &run, handle), query.sql, size)
            } catch {
                while !run.inFlight.isEmpty { unsafe onAnswer(answer(&run, handle)) }
                if error.isConnectionLost { run.failure = run.failure ?? error }
                onAnswer(.failure(error))
            }
        }
        while !run.inFlight.isEmpty { unsafe onAnswer(answer(&run, handle)) }
        finish(run)
        // Some have run and some have not.
        if let failure = run.failure, run.isInterrupted || control.isInterrupted || control.isShutDown { throw failure }
    }

    private func send(
        _ query: MariaDBQuery, _ run: inout PipelineRun, _ handle: UnsafeMutablePointer<MYSQL>
    ) throws(MariaDBError) -> Unanswered {
        try requireFitting(query.sizeInPacket)
        guard !query.binds.isEmpty else {
            try query.requireMatchingBinds()
            watchState(query.sql)
            var sql = query.sql
            let failed = sql.withUTF8 { text in
                unsafe text.withMemoryRebound(to: CChar.self) { unsafe mysql_send_query(handle, $0.baseAddress, UInt($0.count)) }
            }
            guard failed == 0 else { throw unsafe ServerError(handle).error }
            return .text
        }
        let statement = try prepared(query, &run)
        try statement.sendExecution(query.binds)
        return .prepared(statement)
    }

    private func prepared(_ query: MariaDBQuery, _ run: inout PipelineRun) throws(MariaDBError) -> PreparedStatement {
        if let statement = run.statements[query.sql] { return statement }
        if let statement = statement(for: query.sql, in: .cache) {
            run.statements[query.sql] = statement
            return statement
        }
        try query.requireMatchingBinds()
        let statement = try prepare(query.sql)
        run.statements[query.sql] = statement
        run.newStatements.append(query.sql)
        return statement
    }

    /// Reads the answer to the oldest statement in flight.
    private func answer(
        _ run: inout PipelineRun, _ handle: UnsafeMutablePointer<MYSQL>
    ) -> Result<StatementResults, MariaDBError> {
        let next = run.removeFirst()
        if run.failure == nil, control.isInterrupted {
            // What is on its way can not be called back.
            run.isInterrupted = true
            run.failure = MariaDBError(code: .connectionLost, message: "the pipeline was ended before all of it had run")
        }
        if let failure = run.failure { return .failure(failure.afterSending(next.sql)) }
        // Connector/C forgets an error when it sends; here the answer to the next statement may be read before that.
        unsafe handle.pointee.net.last_errno = 0
        do throws(MariaDBError) {
            switch next.statement {
            case .text: return .success(unsafe try textAnswer(handle))
            case .prepared(let statement): return .success(try statement.answer())
            }
        } catch {
            // The rest of a result that is too large stands before the answers to the other statements.
            if error.isConnectionLost || stream != nil || !isOpen { run.failure = error }
            return .failure(error.afterSending(next.sql))
        }
    }

    private func textAnswer(_ handle: UnsafeMutablePointer<MYSQL>) throws(MariaDBError) -> StatementResults {
        // Not through `failure`, which would close the session under the statements that are still to be closed.
        guard unsafe mysql_read_query_result(handle) == 0 else { throw unsafe ServerError(handle).error }
        return unsafe try readResults(handle)
    }

    /// Keeps the statements that were prepared for the pipeline, or ends the session if the connection was lost.
    private func finish(_ run: PipelineRun) {
        guard run.failure == nil else {
            // The session first: with answers unread, closing a statement would read on.
            close()
            for sql in run.newStatements { run.statements[sql]?.close() }
            return
        }
        for sql in run.newStatements {
            guard let statement = run.statements[sql] else { continue }
            keep(statement, for: sql, in: .cache)
        }
    }
}

/// Where a pipeline stands.
private struct PipelineRun {
    /// The statements on their way, the oldest first from `first` on.
    var inFlight: [(statement: Unanswered, sql: String, size: Int)] = []
    var bytes = 0
    /// The error that ended the connection.
    var failure: MariaDBError?
    /// Whether that was the end that the caller's task asked for.
    var isInterrupted = false
    /// The prepared statements of this pipeline. None may leave the cache, and be closed, while its answer is on the way.
    var statements: [String: PreparedStatement] = [:]
    /// Those that were not in the cache.
    var newStatements: [String] = []

    mutating func append(_ statement: Unanswered, _ sql: String, _ size: Int) {
        inFlight.append((statement, sql, size))
        bytes += size
    }

    mutating func removeFirst() -> (statement: Unanswered, sql: String) {
        let (statement, sql, size) = inFlight.removeFirst()
        bytes -= size
        return (statement, sql)
    }
}

extension MariaDBQuery {
    /// The bytes of its largest packet: its text, or its binds.
    fileprivate var sizeInPacket: Int { max(sql.utf8.count, binds.isEmpty ? 0 : binds.sizeInPacket) }

    /// About how many bytes the statement has on its way to the server.
    fileprivate var sizeInPipeline: Int {
        guard !binds.isEmpty else { return sql.utf8.count }
        return binds.reduce(16) { sum, bind in
            switch bind {
            case .text(let text): sum + text.utf8.count + 12
            case .bytes(let bytes): sum + bytes.count + 12
            default: sum + 80
            }
        }
    }
}
