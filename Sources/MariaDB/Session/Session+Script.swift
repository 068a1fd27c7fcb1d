internal import CMariaDB

extension Session {
    /// Runs several statements in one text. Only for this call does the server take more than one.
    func runScript(_ sql: String) throws(MariaDBError) -> StatementResults {
        try setMultiStatements(MYSQL_OPTION_MULTI_STATEMENTS_ON)
        do {
            let results = try query(sql)
            try setMultiStatements(MYSQL_OPTION_MULTI_STATEMENTS_OFF)
            return results
        } catch {
            try endScript()
            // Whatever the first one does, those behind it may write.
            throw error.afterSending(nil)
        }
    }

    /// After an error. With rows left unread nothing can be sent, and the server would go on taking several statements.
    private func endScript() throws(MariaDBError) {
        guard stream == nil else { return close() }
        if isOpen { try setMultiStatements(MYSQL_OPTION_MULTI_STATEMENTS_OFF) }
    }

    private func setMultiStatements(_ option: enum_mysql_set_option) throws(MariaDBError) {
        let handle = unsafe try connected()
        guard unsafe mysql_set_server_option(handle, option) != 0 else { return }
        let error = unsafe failure(ServerError(handle))
        // What is not known to be off counts as on, and then the connection must not be used again.
        shutDownSocket()
        close()
        throw error
    }
}
