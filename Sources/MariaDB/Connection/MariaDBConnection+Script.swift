extension MariaDBConnection {
    /// Runs several statements in one text, separated by semicolons, and brings all their results into memory.
    ///
    /// Everywhere else the server takes one statement at a time and refuses more (1064), which makes an injected one harmless; it
    /// takes more for this call alone. The text can have no binds: never build it from anybody's input. Switching costs two round
    /// trips besides that of the script.
    ///
    /// - Parameter sql: The statements. `DELIMITER` is no statement but a command of the `mariadb` program, and not needed here.
    /// - Returns: The result of each statement, in order; a CALL gives several.
    /// - Throws: ``MariaDBError``, as ``execute(_:file:line:)``. The first error ends the script: the statements before it have run,
    ///   and ``MariaDBError/completedResults`` has their results; those behind it have not. The connection goes on, but
    ///   for a result that is larger than allowed (`resultTooLarge`), which ends it.
    @discardableResult
    public nonisolated func executeScript(
        unsafeSQL sql: String, file: String = #fileID, line: Int = #line
    ) async throws -> [MariaDBResultSet] {
        try await runScript(sql, CallSite(file: file, line: line)).sets
    }

    nonisolated func runScript(_ sql: String, _ location: CallSite) async throws -> StatementResults {
        try await offload(location, sql: sql, doubtsAnswer: true) { try $0.runScript(sql) }
    }
}
