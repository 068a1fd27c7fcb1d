internal import CMariaDB

extension Session {
    /// The most placeholders a statement can have (error 1390).
    static let maximumBinds = 65_535

    /// Runs a query: over the text protocol without binds, which is one round trip, else as a prepared statement.
    func run(_ query: MariaDBQuery) throws(MariaDBError) -> StatementResults {
        try withResultLimit(query.resultLimit) { () throws(MariaDBError) in
            if query.timeLimit != nil || deadline != nil { return try runInTime(query) }
            return try runAtLeisure(query)
        }
    }

    /// Runs a query without telling the server how long it may take.
    func runAtLeisure(_ query: MariaDBQuery) throws(MariaDBError) -> StatementResults {
        if query.binds.isEmpty {
            try query.requireMatchingBinds()
            return try self.query(query.sql)
        }
        return try execute(query.sql, binds: query.binds, in: query.isCached ? .cache : .none)
    }

    /// Executes a prepared statement, prepared now or before, and reads all its results over the binary protocol.
    ///
    /// - Parameter limit: How long it may take, for a `limited` slot.
    func execute(
        _ sql: String, binds: [MariaDBValue], in slot: StatementSlot = .cache, within limit: Duration? = nil
    ) throws(MariaDBError) -> StatementResults {
        guard binds.count <= Self.maximumBinds else {
            throw MariaDBError(
                code: .invalidQuery,
                message: "the query has \(binds.count) binds and \(Self.maximumBinds) is the most; send it in parts"
            )
        }
        let known = statement(for: sql, in: slot)
        // A statement that is prepared already knows how many binds it takes.
        if known == nil { try MariaDBQuery(unsafeSQL: sql, binds: binds).requireMatchingBinds() }
        try requireFitting(binds.sizeInPacket)
        guard let limit else {
            return try execute(sql, known, in: slot) { statement throws(MariaDBError) in try statement.execute(binds) }
        }
        return try execute(sql, known, in: slot) { statement throws(MariaDBError) in
            isLimited = true
            return try statement.execute(limit.asFirstBind + binds)
        }
    }

    /// Executes a statement, prepared now or before, in the way that is given, and prepares it once more if it has to be.
    func execute(
        _ sql: String, in slot: StatementSlot, _ run: (PreparedStatement) throws(MariaDBError) -> StatementResults
    ) throws(MariaDBError) -> StatementResults {
        try execute(sql, statement(for: sql, in: slot), in: slot, run)
    }

    private func execute(
        _ sql: String, _ known: PreparedStatement?, in slot: StatementSlot,
        _ run: (PreparedStatement) throws(MariaDBError) -> StatementResults
    ) throws(MariaDBError) -> StatementResults {
        // Also for a statement that needs no more preparing: while rows are read it would end the connection (2014).
        try requireOpen()
        guard let known else { return try executeAnew(sql, in: slot, run) }
        do {
            let results = try run(known)
            executed(known, ResultParts.Execution(sql: sql, slot: slot, isNew: false))
            return results
        } catch let failure {
            let error = failure.afterSending(sql)
            guard let repeats = Self.isRepeatable(error, sql) else {
                // The statement is as good as before: the server refused this execution only.
                if error.isConnectionLost { close() }
                restoreAutocommit(after: error)
                throw error
            }
            forget(sql, in: slot)
            guard repeats else { throw error }
            return try executeAnew(sql, in: slot, run)
        }
    }

    /// Prepares a statement, executes it, and keeps it for the next time if it worked.
    private func executeAnew(
        _ sql: String, in slot: StatementSlot, _ run: (PreparedStatement) throws(MariaDBError) -> StatementResults
    ) throws(MariaDBError) -> StatementResults {
        let statement = try prepare(sql, in: slot)
        do {
            let results = try run(statement)
            executed(statement, ResultParts.Execution(sql: sql, slot: slot, isNew: true))
            return results
        } catch {
            if stream?.source.statement === statement {
                // The rest of its rows is dropped later, and the statement with it.
                stream?.source = .statement(statement, isOwned: true)
                throw error
            }
            statement.close(after: error)
            restoreAutocommit(after: error)
            throw error.afterSending(sql)
        }
    }

    /// Prepares a statement. If the server has too many (1461, over all connections), ours are closed and it is tried again.
    func prepare(_ sql: String, in slot: StatementSlot = .none) throws(MariaDBError) -> PreparedStatement {
        let text = slot.text(of: sql)
        try requireFitting(text.utf8.count)
        let handle = unsafe try connected()
        watchState(sql)
        do {
            return unsafe try PreparedStatement(text, on: handle, session: self)
        } catch {
            if case .limited = slot, error.number == Self.wrongLimitType { refusesLimits = true }
            guard error.number == 1461, statements.count > 0 else { throw error }
            for statement in statements.removeAll() { statement.close() }
            return unsafe try PreparedStatement(text, on: handle, session: self)
        }
    }

    /// Whether a cached statement has to be prepared again because of the error, and whether it may then be run again.
    ///
    /// 1615 (needs to be re-prepared) and 1243 (unknown statement) come before the server has done anything. 2057 (the number
    /// of columns has changed) comes with the answer, so a statement that writes has written: it must not run twice.
    /// - Returns: `nil` if the statement has nothing to do with the error.
    private static func isRepeatable(_ error: MariaDBError, _ sql: String) -> Bool? {
        switch error.number {
        case 1615, 1243: true
        case 2057: StatementKind(sql) == .reading
        default: nil
        }
    }
}
