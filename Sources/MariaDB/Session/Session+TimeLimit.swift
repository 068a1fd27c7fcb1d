extension Session {
    /// Makes the server stop each statement after a time, also when this process is gone. One round trip.
    ///
    /// For the session and not for each statement: so it holds for statements of every kind, and none has to carry it.
    func limitStatements(to limit: Duration) throws(MariaDBError) {
        let milliseconds = min(max(1, limit / .milliseconds(1)), 31_536_000_000)
        // Seconds, with a fraction (MariaDB manual, max_statement_time).
        let assignment =
            isMariaDB ? "max_statement_time = \(milliseconds / 1000)" : "max_execution_time = \(Int(milliseconds))"
        try withoutStateChange { () throws(MariaDBError) in _ = try query("SET SESSION \(assignment)") }
        serverTimeLimit = limit
    }
}
