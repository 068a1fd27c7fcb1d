/// What runs statements: a ``MariaDBClient``, a ``MariaDBConnection`` or a ``MariaDBTransaction``, with the same verbs and the same
/// meaning. Take `some MariaDBQuerying` where your code should work with all of them:
///
/// ```swift
/// func rename(_ id: Int, to name: String, in database: some MariaDBQuerying) async throws {
///     try await database.execute("UPDATE users SET name = \(name) WHERE id = \(id)")
/// }
/// ```
/// The verbs are written once, in extensions of this protocol, on top of its two requirements.
public protocol MariaDBQuerying: Sendable {
    /// Runs a statement and brings all that it gives into memory. The verbs, such as ``execute(_:file:line:)``, read what you
    /// need from it; there is no need to call this.
    func results(of query: MariaDBQuery, file: String, line: Int) async throws -> MariaDBResults

    /// Calls the body with a connection that is its own until it ends.
    ///
    /// The body's calls are faster than those of an ordinary task: it continues on the connection's own thread after each of
    /// them, instead of waking another thread (see `BlockingLane.sticky`). The connection must not be used after the body.
    @discardableResult
    func withConnection<Value>(
        file: String, line: Int, _ body: (MariaDBConnection) async throws -> Value
    ) async throws -> Value
}

/// All that one statement gave, to be read by the verbs of ``MariaDBQuerying``.
public struct MariaDBResults: Sendable {
    let all: StatementResults
}
