extension Session {
    /// Makes the server stop each statement after a time, also when this process is gone. One round trip.
    ///
    /// For the session and not for each statement: `SET STATEMENT … FOR` would give every statement another text, which the cache of
    /// prepared statements would take for another statement.
    func limitStatements(to limit: Duration) throws(MariaDBError) {
        // It is ours and no change that a user has made: it must not cause the session to be reset.
        noteRowsEnd()
        let wasChanged = isStateChanged
        let milliseconds = min(max(1, limit / .milliseconds(1)), 31_536_000_000)
        if isMariaDB {
            // Seconds, with a fraction (MariaDB manual, max_statement_time).
            _ = try query("SET SESSION max_statement_time = \(milliseconds / 1000)")
        } else {
            _ = try query("SET SESSION max_execution_time = \(Int(milliseconds))")
        }
        isStateChanged = wasChanged
        serverTimeLimit = limit
    }
}
