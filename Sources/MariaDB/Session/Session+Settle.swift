internal import CMariaDB

/// How a session came out of being settled.
enum Settlement {
    /// It is as it was when it was given out.
    case clean
    /// It is as it was after connecting, without what hooks have done.
    case reset
    case unusable
}

extension Session {
    /// A connection whose buffer has grown beyond this is not kept: Connector/C never makes it smaller, and a reset does not
    /// either (one row of 40 MB leaves 38 MB).
    private static let largestIdleBuffer = 1 << 20

    /// Notes what the last answer and the coming statement mean for the state of the session. Called before every statement.
    func watchState(_ sql: String) {
        noteRowsEnd()
        isLimited = false
        guard watchesState else { return }
        note.begin(sql)
        guard !isStateChanged else { return }
        // The same statement often comes again, and comparing it with itself costs nothing.
        guard sql != harmlessStatement else { return }
        if UntrackedChange.isPossible(in: sql) { isStateChanged = true } else { harmlessStatement = sql }
    }

    /// Prepares a new session for the pool: has the server report changes of its state, and runs the commands.
    ///
    /// - Returns: The seconds after which the server ends the session if it is idle.
    func setUp(_ rules: SessionRules) throws(MariaDBError) -> Int? {
        self.rules = rules
        if rules.reset.kind == .whenChanged {
            do {
                _ = try query("SET session_track_state_change = 1")
                tracksState = true
            } catch {
                // A server without it (before MariaDB 10.2): then every use counts as a change.
                guard isOpen else { throw error }
            }
        }
        watchesState = true
        let row = try query(isMariaDB ? "SELECT @@wait_timeout, CURRENT_ROLE()" : "SELECT @@wait_timeout").firstRow
        roleAtLogin = isMariaDB ? row.flatMap { try? $0.decode(String?.self, at: 1) } : nil
        for command in rules.commands { _ = try query(command) }
        acceptState()
        return row.flatMap { try? $0.decode(Int.self, at: 0) }
    }

    /// Whether the session is as it was when it was given out, and nothing has to be done.
    func isSettled(_ rules: SessionRules) -> Bool {
        noteRowsEnd()
        return isKept && !status.contains(.inTransaction) && !needsReset(rules.reset)
    }

    private var isKept: Bool { isIdle && !isUserChanged && bufferSize <= Self.largestIdleBuffer }

    /// Makes the session as it was after connecting, as far as it is not.
    func settle(_ rules: SessionRules) -> Settlement {
        guard isKept else { return .unusable }
        noteRowsEnd()
        do {
            if needsReset(rules.reset) {
                try reset()
                try restoreRole()
                try restore(rules)
                return isIdle ? .reset : .unusable
            }
            if status.contains(.inTransaction) { _ = try query("ROLLBACK") }
            return isIdle ? .clean : .unusable
        } catch {
            return .unusable
        }
    }

    /// What the session is now is what it is to be.
    func acceptState() {
        noteRowsEnd()
        isStateChanged = false
    }

    private func needsReset(_ policy: MariaDBSessionReset) -> Bool {
        switch policy.kind {
        case .always: true
        case .never: false
        case .whenChanged: !tracksState || isStateChanged
        }
    }

    /// Ends all that the session holds: transaction, variables, temporary tables, locks, prepared statements. The default database
    /// stays.
    func reset() throws(MariaDBError) {
        let handle = unsafe try connected()
        // The server forgets them; Connector/C only marks them, and they still have to be freed.
        let forgotten = statements.removeAll() + held.values
        held = [:]
        let failed = unsafe mysql_reset_connection(handle)
        let error = unsafe failed == 0 ? nil : ServerError(handle)
        for statement in forgotten { statement.close() }
        if let error { throw failure(error) }
        serverTimeLimit = nil
        savepoints = 0
        tracked = TrackedState()
        owesAutocommit = false
        isStateChanged = false
    }

    /// MariaDB's reset leaves the role as it is (10.11).
    private func restoreRole() throws(MariaDBError) {
        guard isMariaDB, try role() != roleAtLogin else { return }
        let query: MariaDBQuery = if let roleAtLogin { "SET ROLE \(identifier: roleAtLogin)" } else { "SET ROLE NONE" }
        _ = try self.query(query.sql)
    }

    /// The role that the session has now. Only for MariaDB.
    func role() throws(MariaDBError) -> String? {
        guard let row = try query("SELECT CURRENT_ROLE()").firstRow else { return nil }
        do {
            return try row.decode(String?.self)
        } catch {
            throw MariaDBError(code: .client, message: "the server does not tell the session's role", underlying: error)
        }
    }

    /// Does what was done after connecting. The server has forgotten what it was to report, too.
    func restore(_ rules: SessionRules) throws(MariaDBError) {
        // After the reset the server speaks utf8mb4 again, but Connector/C only learns it from a SET.
        var settings = ["NAMES utf8mb4 COLLATE utf8mb4_general_ci"]
        if tracksState { settings.append("session_track_state_change = 1") }
        if !tracking.isDefault { settings.append(tracking.assignments(isMariaDB: isMariaDB)) }
        _ = try query("SET " + settings.joined(separator: ", "))
        // This is how the session is to be, and no change.
        tracked.forgetVariables()
        if tracking.transaction { tracked.beginTransactions() }
        if let database = rules.database {
            try select(database: database)
        } else if database != nil {
            // There is no way back to none.
            throw MariaDBError(code: .client, message: "a default database was chosen and can not be unchosen")
        }
        for command in rules.commands { _ = try query(command) }
        acceptState()
    }
}
