extension MariaDBConnection {
    /// Runs a synchronous closure on the connection's thread: several statements in one hop, and nobody else's between them.
    ///
    /// ```swift
    /// let left = try await connection.perform { session in
    ///     try session.execute("UPDATE stock SET n = n - 1 WHERE id = \(id)")
    ///     return try session.fetchOne("SELECT n FROM stock WHERE id = \(id)", as: Int.self)
    /// }
    /// ```
    /// The fastest way to run small statements one after another. The closure blocks a thread of the pool, so it may take its
    /// time, but other calls of this connection wait for it.
    ///
    /// - Parameter body: Gets the session, which can not leave the closure.
    /// - Returns: What the closure returned.
    /// - Throws: What the closure throws.
    public nonisolated func perform<Value: Sendable>(
        file: String = #fileID, line: Int = #line, _ body: @Sendable (borrowing MariaDBSession) throws -> Value
    ) async throws -> Value {
        try await offload(CallSite(file: file, line: line), as: .perform, doubtsAnswer: true) { session in
            try body(MariaDBSession(session))
        }
    }
}
