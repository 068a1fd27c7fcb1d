extension MariaDBConnection {
    /// Logs in as another user on the same connection (`COM_CHANGE_USER`): faster than to connect anew.
    ///
    /// The server forgets everything else: it rolls back what was not committed and drops variables, temporary tables, locks and
    /// prepared statements. A ``MariaDBStatement`` is prepared anew by itself when it is used next. The character set is utf8mb4
    /// as after connecting, and ``connectionID`` stays. The password is sent by the same rules as at connecting.
    ///
    /// - Parameters:
    ///   - credentials: Who logs in.
    ///   - database: The default database; that of the configuration if `nil`.
    /// - Throws: ``MariaDBError`` with the codes of ``connect(to:threads:file:line:)`` that tell of a refused login. The connection is
    ///   then closed: the server has hung up. With the code `invalidTransaction` inside of
    ///   ``MariaDBQuerying/withTransaction(isolation:readOnly:retry:file:line:_:)``.
    public nonisolated func changeUser(
        to credentials: MariaDBCredentials, database: String? = nil, file: String = #fileID, line: Int = #line
    ) async throws {
        let database = database ?? configuration.database
        try await offload(CallSite(file: file, line: line)) { session in
            try refuseInTransaction("a change of the user")
            try session.changeUser(to: credentials, database: database)
            login.change(to: credentials)
        }
    }
}
