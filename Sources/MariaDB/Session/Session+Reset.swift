extension Session {
    /// Makes the session as it was after connecting. Ends it if that fails halfway.
    ///
    /// - Returns: `false` if nothing was done, since it takes ``reset(loggingInAs:)``: the server is too old (MariaDB before 10.2.4, MySQL
    ///   before 5.7.3), or a default database was chosen where there was none, which nothing else undoes.
    func resetInPlace() throws(MariaDBError) -> Bool {
        try requireOpen()
        guard rules.database != nil || database == nil else { return false }
        do {
            try reset()
        } catch {
            // Unknown command.
            guard error.number == 1047, isOpen else { throw error }
            return false
        }
        try restoreOrEnd()
        return true
    }

    /// The same by a new login of the same user.
    func reset(loggingInAs credentials: MariaDBCredentials) throws(MariaDBError) {
        try logIn(as: credentials, database: rules.database)
        isStateChanged = false
        try restoreOrEnd()
    }

    /// Half of a session is nothing to work with.
    private func restoreOrEnd() throws(MariaDBError) {
        do {
            try restore(rules)
        } catch {
            close()
            throw error
        }
    }
}
