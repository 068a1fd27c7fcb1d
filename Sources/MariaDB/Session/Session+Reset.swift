extension Session {
    /// Makes the session as it was after connecting. Ends it if that fails halfway.
    ///
    /// - Returns: `false` if it takes ``reset(loggingInAs:)``: the server is too old (MariaDB before 10.2.4, MySQL before 5.7.3), or a
    ///   default database was chosen where there was none, which nothing else undoes, or there is a role, of which nobody knows whether
    ///   it is the one of the login.
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
        return try orEnd { () throws(MariaDBError) in
            try restore(rules)
            guard isMariaDB, try role() != nil else { return true }
            // A login leaves it as it is, too, unless the account has a default one.
            _ = try query("SET ROLE NONE")
            return false
        }
    }

    /// The same by a new login of the same user.
    func reset(loggingInAs credentials: MariaDBCredentials) throws(MariaDBError) {
        try logIn(as: credentials, database: rules.database)
        isStateChanged = false
        try orEnd { () throws(MariaDBError) in try restore(rules) }
    }

    /// Half of a session is nothing to work with.
    private func orEnd<Value>(_ body: () throws(MariaDBError) -> Value) throws(MariaDBError) -> Value {
        do {
            return try body()
        } catch {
            close()
            throw error
        }
    }
}
