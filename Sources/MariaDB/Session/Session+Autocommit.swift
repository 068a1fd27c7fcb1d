extension Session {
    /// Whether statements that are sent one behind another must be kept from running outside the open transaction.
    ///
    /// When the server rolls a transaction back, such as after a deadlock, it would commit by itself each statement that is on its
    /// way behind the one that failed. Without autocommit they begin a transaction instead, which can be rolled back as well.
    /// Switching it on again would commit, so that has to wait for the end of the transaction.
    var needsGuard: Bool { status.contains([.inTransaction, .autocommit]) }

    /// Switches autocommit on again, if a pipeline has switched it off and the transaction is over. Called after every statement.
    func restoreAutocommit() {
        guard owesAutocommit, isOpen, !isStreaming, !status.contains(.inTransaction) else { return }
        owesAutocommit = false
        guard !status.contains(.autocommit) else { return }
        do {
            try withoutStateChange { () throws(MariaDBError) in _ = try query("SET autocommit = 1") }
        } catch {
            // The connection is lost. The statement before was confirmed, so this is no error of it.
            close()
        }
    }

    /// The same after a failure, which may have ended the transaction.
    func restoreAutocommit(after error: MariaDBError) {
        guard owesAutocommit, isOpen, error.endsTransaction else { return }
        // What came behind the failure has begun another one.
        if (try? query("ROLLBACK")) == nil { close() }
    }
}
