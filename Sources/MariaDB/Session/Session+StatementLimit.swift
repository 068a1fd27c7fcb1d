internal import CMariaDB

/// Time limits of single statements, sent in front of them.
///
/// Measured with MariaDB 10.11: `SET STATEMENT max_statement_time = … FOR` holds for the one statement, a CALL as a whole, and leaves
/// the session's own limit as it was. Affected rows, insert ids, warnings, RETURNING and the texts and lines of errors are those of
/// the statement alone. A bare placeholder is refused when it is prepared (1232, it has no type yet), a sum with one is not.
extension Session {
    /// Begins every statement that is prepared with a time limit, in seconds. The same text whatever the limit, so that it is prepared
    /// once.
    static let limitPrefix = "SET STATEMENT max_statement_time=?+0e0 FOR "

    /// Begins a statement of the text protocol.
    static func prefix(_ limit: Duration) -> String {
        let microseconds = limit.inMicroseconds
        let fraction = String(microseconds % 1_000_000 + 1_000_000).dropFirst()
        return "SET STATEMENT max_statement_time=\(microseconds / 1_000_000).\(fraction) FOR "
    }

    /// What a server says that does not know the type of the limit.
    static let wrongLimitType = 1232

    /// The words that begin statements which can have a limit in front. Not DO, whose SLEEP ends early without an error; not LOAD,
    /// which Connector/C wants to see first; not what ends a transaction or changes tables, where nobody has looked.
    private static let limitableWords: Set<String> = [
        "SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE", "WITH", "VALUES", "CALL",
    ]

    /// Runs a query that has a time limit of its own, or one of a call with a deadline.
    func runInTime(_ query: MariaDBQuery) throws(MariaDBError) -> StatementResults {
        if let limit = limit(of: query) {
            do {
                guard !query.binds.isEmpty else {
                    try query.requireMatchingBinds()
                    return try self.query(query.sql, within: limit)
                }
                return try execute(query.sql, binds: query.binds, in: .limited(isCached: query.isCached), within: limit)
            } catch {
                // It was refused when it was prepared, so nothing of it has run.
                guard refusesLimits else { throw error }
            }
        }
        guard let timeout = query.timeout, let usual = serverTimeLimit, timeout != usual else {
            return try runAtLeisure(query)
        }
        // The session's limit is ours already, and would stop a statement that may take longer.
        try limitStatements(to: timeout)
        defer { if isIdle { try? limitStatements(to: usual) } }
        return try runAtLeisure(query)
    }

    /// Prepares a query whose rows are read as they are asked for, with its limit in front of it and of its binds if it has one.
    func prepareInTime(_ query: MariaDBQuery, _ binds: inout [MariaDBValue]) throws(MariaDBError) -> PreparedStatement {
        guard query.timeLimit != nil || deadline != nil, let limit = limit(of: query) else { return try prepare(query.sql) }
        do {
            let statement = try prepare(query.sql, in: .limited(isCached: false))
            isLimited = true
            binds = limit.asFirstBind + binds
            return statement
        } catch {
            guard refusesLimits else { throw error }
            return try prepare(query.sql)
        }
    }

    /// Whether the server may have ended the last statement at a limit. Some that it has ended so answer without an error: what was
    /// waited for in a BENCHMARK, or a SLEEP or GET_LOCK inside a procedure, counts as come.
    var isTimed: Bool { isLimited || serverTimeLimit != nil }

    /// The limit that the server is to be told of with the query; `nil` if it knows it already, or can not be told so.
    private func limit(of query: MariaDBQuery) -> Duration? {
        let usual = serverTimeLimit
        var limit = query.timeout ?? usual
        if let deadline {
            let rest = Moment.now.duration(to: deadline)
            limit = min(limit ?? rest, rest)
        }
        guard let limit, limit != usual, query.binds.count < Self.maximumBinds, takesLimit(query.sql) else { return nil }
        return limit
    }

    /// Whether the statement can have a limit in front: by its kind, and by its size.
    private func takesLimit(_ sql: String) -> Bool {
        let size = sql.utf8.count + Self.limitPrefix.utf8.count + 20
        if size >= Self.alwaysFits, size >= (try? largestPacket()) ?? 0 { return false }
        guard isMariaDB, !refusesLimits, let handle = unsafe openHandle, unsafe mysql_get_server_version(handle) >= 100_102 else {
            return false
        }
        // The same statement often comes again.
        if sql == limitableStatement.sql { return true }
        guard StatementKind.hasFirstWord(sql, in: Self.limitableWords) else { return false }
        limitableStatement = (sql, !StoredFunctionCall.isPossible(in: sql))
        return true
    }
}

extension Duration {
    /// At least one, since the server takes 0 for no limit, and at most a year.
    fileprivate var inMicroseconds: Int { Int(min(max(1, self / .microseconds(1)), 31_536_000_000_000)) }

    /// The value of the placeholder in ``Session/limitPrefix``.
    var asFirstBind: [MariaDBValue] { [.double(Double(inMicroseconds) / 1_000_000)] }
}
