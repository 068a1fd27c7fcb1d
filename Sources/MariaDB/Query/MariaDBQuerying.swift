/// What runs statements: a ``MariaDBClient``, a ``MariaDBConnection`` or a ``MariaDBTransaction``, with the same verbs and the same
/// meaning. Take `some MariaDBQuerying` where your code should work with all of them:
///
/// ```swift
/// func rename(_ id: Int, to name: String, in database: some MariaDBQuerying) async throws {
///     try await database.execute("UPDATE users SET name = \(name) WHERE id = \(id)")
/// }
/// ```
/// The verbs are written once, in extensions of this protocol, on top of its requirements.
public protocol MariaDBQuerying: Sendable {
    /// Runs a statement and brings all that it gives into memory. The verbs, such as ``execute(_:file:line:)``, read what you
    /// need from it; there is no need to call this.
    func results(of query: MariaDBQuery, file: String, line: Int) async throws -> MariaDBResults

    /// Runs a statement and calls the body with the rows of its first result that has any: in parts if they are many, so that the
    /// verbs decode them while the server sends the rest. There is no need to call this, nor to implement it: by itself it calls the
    /// body once, with what ``results(of:file:line:)`` has brought.
    ///
    /// If the body throws, what is left of the rows is dropped.
    func readParts(
        of query: MariaDBQuery, file: String, line: Int, _ body: (MariaDBResultPart) throws -> Void
    ) async throws

    /// Calls the body with a connection that is its own until it ends.
    ///
    /// The body's calls are faster than those of an ordinary task: it continues on the connection's own thread after each of
    /// them, instead of waking another thread (see `BlockingLane.sticky`). The connection must not be used after the body.
    @discardableResult
    func withConnection<Value>(
        file: String, line: Int, _ body: (MariaDBConnection) async throws -> Value
    ) async throws -> Value
}

extension MariaDBQuerying {
    /// Calls the body once, with what ``results(of:file:line:)`` has brought.
    public func readParts(
        of query: MariaDBQuery, file: String, line: Int, _ body: (MariaDBResultPart) throws -> Void
    ) async throws {
        let results = try await results(of: query, file: file, line: line)
        try body(MariaDBResultPart(ResultPart(rows: results.all.resultRows, isLast: true)))
    }
}

/// All that one statement gave, to be read by the verbs of ``MariaDBQuerying``.
public struct MariaDBResults: Sendable {
    let all: StatementResults
}

/// Some of the rows that a statement gave, to be read by the verbs of ``MariaDBQuerying``.
public struct MariaDBResultPart: Sendable {
    let rows: ResultRows?

    init(_ part: ResultPart) {
        rows = part.rows
    }
}
