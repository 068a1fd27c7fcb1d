internal import CMariaDB

extension Session {
    /// Makes the session another user's. Ends the session if the login fails.
    func changeUser(to credentials: MariaDBCredentials, database: String?) throws(MariaDBError) {
        try requireOpen()
        // MariaDB leaves it to whoever comes next (10.11), granted or not, unless the account has a default one.
        if isMariaDB { _ = try query("SET ROLE NONE") }
        try logIn(as: credentials, database: database)
        isUserChanged = true
        try beginTracking()
    }

    /// Logs in anew, as whoever it may be. The server forgets the session. Ends it if that fails.
    func logIn(as credentials: MariaDBCredentials, database: String?) throws(MariaDBError) {
        let handle = unsafe try connected()
        try SessionParameters.check(user: credentials.user, password: credentials.password, database: database)
        // Before the change: afterwards they belong to nobody, and a fetch on one crashes. Held ones are prepared anew when used.
        for statement in statements.removeAll() + held.values { statement.close() }
        held = [:]
        unsafe try Self.setAuthenticationOptions(of: handle, authentication, for: credentials.password)
        serverTimeLimit = nil
        savepoints = 0
        rules.database = database
        tracked = TrackedState()
        owesAutocommit = false
        isUserChanged = true
        let failed = unsafe mysql_change_user(handle, credentials.user, credentials.password.revealed, database)
        guard failed == 0 else {
            let failure = unsafe ServerError(handle)
            close()
            var error = failure.error
            if !failure.endsConnection { error.code = Self.loginCode(error) }
            error.message = "cannot change to the user '\(credentials.user)': \(Self.loginMessage(error, authentication))"
            throw error
        }
    }
}
