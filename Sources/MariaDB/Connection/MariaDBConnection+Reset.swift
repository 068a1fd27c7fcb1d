internal import StateLocks

extension MariaDBConnection {
    /// Makes the session as it was after connecting, without connecting anew (`COM_RESET_CONNECTION`).
    ///
    /// The server rolls back an open transaction and drops variables, temporary tables, locks and prepared statements. Then the default
    /// database and what ``MariaDBConfiguration/sessionTracking`` asks for are set again; on a connection of a ``MariaDBClient`` also
    /// ``MariaDBClient/Configuration/initialStatements``, and ``MariaDBClient/Configuration/onConnect`` is called. The user stays, also one
    /// of ``changeUser(to:database:file:line:)``, with the database of that login. Server cursors are gone; a ``MariaDBStatement`` is
    /// prepared anew by itself when it is used next.
    ///
    /// Four round trips. A server that has no such command (MariaDB before 10.2.4, MySQL before 5.7.3), a connection that has chosen a
    /// default database and is to have none, and one that has a role take a new login of the same user instead.
    ///
    /// - Throws: ``MariaDBError`` with the code `invalidTransaction` inside of
    ///   ``MariaDBQuerying/withTransaction(isolation:readOnly:retry:file:line:_:)``, and `connectionBusy` while rows are read or written:
    ///   nothing has happened then. Otherwise the connection is closed if it fails halfway.
    public nonisolated func reset(file: String = #fileID, line: Int = #line) async throws {
        let location = CallSite(file: file, line: line)
        let isDone = try await offload(location) { session in
            try refuseInTransaction("a reset")
            guard try session.resetInPlace() else { return false }
            transactions.withLock { $0 = TransactionState() }
            return true
        }
        if !isDone {
            let credentials = await login.credentials()
            try await offload(location) { session in
                try refuseInTransaction("a reset")
                try session.reset(loggingInAs: credentials)
                transactions.withLock { $0 = TransactionState() }
            }
        }
        try await prepareAgain(location)
    }

    /// Calls the hook for a new session, unless it is the hook that has reset it.
    private nonisolated func prepareAgain(_ location: CallSite) async throws {
        guard !ConnectHook.isRunning, let onConnect = try await offload(location, as: .part, { $0.rules.onConnect }) else {
            return
        }
        try await ConnectHook.$isRunning.withValue(true) { try await onConnect(self) }
        _ = await acceptState(location)
    }

    /// Throws while a transaction is open whose end others wait for. Called in a turn of this connection.
    nonisolated func refuseInTransaction(_ what: String) throws(MariaDBError) {
        guard transactions.withLock({ $0.openScopes > 0 }) else { return }
        throw MariaDBError(
            code: .invalidTransaction,
            message: "\(what) would end the transaction under the body of withTransaction; let that end first")
    }
}

/// Whether this task runs ``MariaDBClient/Configuration/onConnect``.
private enum ConnectHook {
    @TaskLocal static var isRunning = false
}
