extension MariaDBConnection {
    /// Prepares a statement to hold.
    ///
    /// - Parameter query: The statement, with a `?` for each bind and without values.
    /// - Throws: ``MariaDBError``, as ``execute(_:file:line:)``; with the code `invalidQuery` if the query has values.
    public nonisolated func prepare(
        _ query: MariaDBQuery, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBStatement {
        let location = CallSite(file: file, line: line)
        guard query.binds.isEmpty else {
            throw MariaDBError(
                code: .invalidQuery, message: "a statement is prepared without values; write ? and give them when it is executed"
            ).at(location, sql: query.sql)
        }
        let held = try await offload(location, sql: query.sql, as: .part) { try $0.hold(query.sql) }
        return MariaDBStatement(connection: self, sql: query.sql, number: held.number, bindCount: held.bindCount)
    }

    nonisolated func run(
        _ sql: String, _ binds: [MariaDBValue], held number: Int, _ location: CallSite
    ) async throws -> StatementResults {
        try await offload(location, sql: sql, doubtsAnswer: true) { try $0.execute(sql, binds: binds, in: .held(number)) }
    }

    nonisolated func readParts(
        _ sql: String, _ binds: [MariaDBValue], held number: Int, _ location: CallSite, _ body: (ResultPart) throws -> Void
    ) async throws -> PartsEnd {
        try await readParts(
            sql, location, { session throws(MariaDBError) in try session.execute(sql, binds: binds, in: .held(number)) }, body)
    }
}
