internal import CMariaDB

extension Session {
    private static let queryCommand = UInt8(truncatingIfNeeded: COM_QUERY.rawValue)
    private static let executeCommand = UInt8(truncatingIfNeeded: COM_STMT_EXECUTE.rawValue)

    /// Sends statements one behind another, without waiting for the answer to one before sending the next.
    ///
    /// - Parameters:
    ///   - keepsTransaction: Whether none of them may end an open transaction. Then none runs outside it, also if the server rolls it
    ///     back meanwhile: those behind have that error, and do not count.
    ///   - onAnswer: Called for each statement, in order. An error of a statement stops none of the others, unless the
    ///     connection is lost: the others then have that error.
    /// - Throws: What keeps the pipeline from beginning.
    func pipeline(
        _ queries: [MariaDBQuery], keepsTransaction: Bool, onAnswer: (Result<StatementResults, MariaDBError>) -> Void
    ) throws(MariaDBError) {
        let handle = unsafe try connected()
        // Asked now if any statement needs it: later the answer would be that of another.
        if let largest = queries.lazy.map(\.sizeInPacket).max() { try prepareToFit(largest) }
        var run = unsafe PipelineRun(gathers: swift_mariadb_writes_plainly(handle) != 0)
        if keepsTransaction, needsGuard { unsafe try beginGuarding(&run, handle) }
        for query in queries {
            let size = query.sizeInPacket
            if run.isFull(beside: size) {
                while !run.hasRoom(beside: size) { unsafe readAnswer(&run, handle, onAnswer) }
            }
            // Preparing waits for an answer, and it would be that of another.
            let waits = !query.binds.isEmpty && !knows(query.sql, &run)
            if waits || run.isBroken { unsafe answerAll(&run, handle, onAnswer) }
            do throws(MariaDBError) {
                if let failure = run.failure { throw failure }
                unsafe run.append(try send(query, size, &run, handle), query.sql, size)
                // What stands behind the end of the transaction is to be committed by itself again.
                if owesAutocommit, !keepsTransaction {
                    unsafe answerAll(&run, handle, onAnswer)
                    restoreAutocommit()
                    if !isOpen { run.failure = run.failure ?? Self.lostWhileSending }
                }
            } catch {
                unsafe answerAll(&run, handle, onAnswer)
                if error.isConnectionLost { run.failure = run.failure ?? error }
                onAnswer(.failure(error))
            }
        }
        unsafe answerAll(&run, handle, onAnswer)
        if run.failure == nil, let loss = run.loss { restoreAutocommit(after: loss) }
        finish(run)
        // Some have run and some have not.
        if let failure = run.failure, run.isInterrupted || control.isInterrupted || control.isShutDown { throw failure }
    }

    /// Sends a statement, or puts it to those that are sent together.
    private func send(
        _ query: MariaDBQuery, _ size: Int, _ run: inout PipelineRun, _ handle: UnsafeMutablePointer<MYSQL>
    ) throws(MariaDBError) -> PipelineRun.Statement {
        try requireFitting(size)
        // Larger ones are alone on their way, and need not be copied.
        let isGathered = run.gathers && size < PipelineRun.maximumBytes
        guard !query.binds.isEmpty else {
            try query.requireMatchingBinds()
            watchState(query.sql)
            if isGathered {
                try run.gather(Self.queryCommand) { $0 += query.sql.utf8 }
            } else {
                unsafe try requireSent(query.sql, handle)
            }
            return .text
        }
        let statement = try prepared(query, &run)
        if isGathered {
            try run.gather(Self.executeCommand) { payload throws(MariaDBError) in
                try statement.appendExecution(query.binds, to: &payload)
            }
        } else {
            try statement.sendExecution(query.binds)
        }
        return .prepared(statement)
    }

    private func requireSent(_ sql: String, _ handle: UnsafeMutablePointer<MYSQL>) throws(MariaDBError) {
        guard unsafe send(sql, handle) else { throw unsafe ServerError(handle).error }
    }

    /// Whether a statement is prepared already.
    private func knows(_ sql: String, _ run: inout PipelineRun) -> Bool {
        if run.statements[sql] != nil { return true }
        guard let statement = statement(for: sql, in: .cache) else { return false }
        run.statements[sql] = statement
        return true
    }

    private func prepared(_ query: MariaDBQuery, _ run: inout PipelineRun) throws(MariaDBError) -> PreparedStatement {
        if let statement = run.statements[query.sql] { return statement }
        try query.requireMatchingBinds()
        let cached = statements.count
        let statement = try prepare(query.sql)
        // The server had too many, and those of the cache were closed.
        if statements.count < cached { run.forgetAllButNew() }
        run.keep(statement, for: query.sql)
        return statement
    }

    /// Has autocommit switched off in front of the statements.
    private func beginGuarding(_ run: inout PipelineRun, _ handle: UnsafeMutablePointer<MYSQL>) throws(MariaDBError) {
        let sql = "SET autocommit = 0"
        if run.gathers {
            try run.gather(Self.queryCommand) { $0 += sql.utf8 }
        } else {
            unsafe try requireSent(sql, handle)
        }
        run.append(.guarding, sql, sql.utf8.count)
    }

    private func answerAll(
        _ run: inout PipelineRun, _ handle: UnsafeMutablePointer<MYSQL>,
        _ onAnswer: (Result<StatementResults, MariaDBError>) -> Void
    ) {
        while !run.isAnswered { unsafe readAnswer(&run, handle, onAnswer) }
        // Also if the server has answered what it can not have got.
        if run.isBroken, run.failure == nil { run.failure = Self.lostWhileSending }
    }

    private static let lostWhileSending = MariaDBError(
        code: .connectionLost, message: "the connection was lost while statements were sent")

    /// Reads the answer to the oldest statement that has none. All of them are sent first.
    private func readAnswer(
        _ run: inout PipelineRun, _ handle: UnsafeMutablePointer<MYSQL>,
        _ onAnswer: (Result<StatementResults, MariaDBError>) -> Void
    ) {
        if run.failure == nil { unsafe sendGathered(&run, handle) }
        let next = run.removeFirst()
        if run.failure == nil, control.isInterrupted {
            // What is on its way can not be called back.
            run.isInterrupted = true
            run.failure = MariaDBError(code: .connectionLost, message: "the pipeline was ended before all of it had run")
        }
        do throws(MariaDBError) {
            if let failure = run.failure { throw failure }
            // Connector/C forgets an error when it sends; here the answer to the next statement may be read before that.
            unsafe handle.pointee.net.last_errno = 0
            let results = unsafe try answer(to: next.statement, handle)
            if case .guarding = next.statement {
                owesAutocommit = true
                forgetStateChange()
            } else {
                // It ran, but in no transaction that will be kept.
                onAnswer(run.loss.map { .failure($0) } ?? .success(results))
            }
        } catch {
            // The rest of a result that is too large stands before the answers to the other statements. Without the guard none of
            // them may count.
            let isGuard = if case .guarding = next.statement { true } else { false }
            if error.isConnectionLost || stream != nil || isGuard { run.failure = run.failure ?? error }
            if owesAutocommit, error.endsTransaction { run.loss = run.loss ?? error }
            if !isGuard { onAnswer(.failure((run.loss ?? error).afterSending(next.sql))) }
        }
    }

    private func answer(
        to statement: PipelineRun.Statement, _ handle: UnsafeMutablePointer<MYSQL>
    ) throws(MariaDBError) -> StatementResults {
        if case .prepared(let statement) = statement { return try statement.answer() }
        // Not through `failure`, which would close the session under the statements that are still to be closed.
        guard unsafe mysql_read_query_result(handle) == 0 else { throw unsafe ServerError(handle).error }
        return unsafe try readResults(handle)
    }

    private func sendGathered(_ run: inout PipelineRun, _ handle: UnsafeMutablePointer<MYSQL>) {
        guard !run.outbox.isEmpty else { return }
        let failed = unsafe run.outbox.withUnsafeBufferPointer { unsafe swift_mariadb_write(handle, $0.baseAddress, $0.count) }
        if failed != 0 { run.isBroken = true }
        run.emptyOutbox()
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

extension MariaDBQuery {
    /// The bytes of the packet that runs it: its text, or its binds. Preparing it, which comes before, looks at its text by itself.
    fileprivate var sizeInPacket: Int { binds.isEmpty ? sql.utf8.count : binds.sizeInPacket }
}
