/// A prepared statement to hold: for one that runs often and must not be prepared again, whatever else the connection runs.
///
/// ```swift
/// let statement = try await connection.prepare("SELECT name FROM users WHERE id = ?")
/// for id in ids { names += try await statement.fetchAll(id, as: String.self) }
/// ```
/// Queries with binds need this rarely: the connection keeps their statements by itself. A statement that is let go is closed at
/// the server with the connection's next call.
public final class MariaDBStatement: Sendable {
    /// The connection that the statement was prepared on, and can be run on.
    public let connection: MariaDBConnection

    /// The statement's text.
    public let sql: String

    /// How many binds each execution takes.
    public let bindCount: Int

    private let number: Int

    init(connection: MariaDBConnection, sql: String, number: Int, bindCount: Int) {
        self.connection = connection
        self.sql = sql
        self.number = number
        self.bindCount = bindCount
    }

    deinit {
        connection.releases.add(number)
    }

    /// Executes the statement and tells what it did.
    ///
    /// - Parameter binds: The values of the placeholders, from left to right.
    /// - Throws: As ``MariaDBQuerying/execute(_:file:line:)``; with the code `invalidQuery` if the number of binds is wrong.
    @discardableResult
    public func execute(
        _ binds: (any MariaDBEncodable)..., file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBSummary {
        try await run(binds, CallSite(file: file, line: line)).summary
    }

    /// Executes the statement and returns all its rows.
    public func fetchAll(
        _ binds: (any MariaDBEncodable)..., file: String = #fileID, line: Int = #line
    ) async throws -> [MariaDBRow] {
        try await run(binds, CallSite(file: file, line: line)).rows
    }

    /// Executes the statement and returns all its rows as tuples, or as plain values if there is one column.
    public func fetchAll<each Value: MariaDBDecodable>(
        _ binds: (any MariaDBEncodable)..., as type: (repeat each Value).Type, file: String = #fileID, line: Int = #line
    ) async throws -> [(repeat each Value)] {
        let query = MariaDBQuery(unsafeSQL: sql, binds: binds.map(\.mariaDBValue))
        var values: [(repeat each Value)] = []
        let decode: (ResultPart) throws -> Void = { part in
            try self.connection.locatingErrors(file, line, query) { try part.rows?.decode(type, into: &values) }
        }
        let location = CallSite(file: file, line: line)
        try await connection.readParts(sql, query.binds, held: number, location, decode).finish(decode)
        return values
    }

    private func run(_ binds: [any MariaDBEncodable], _ location: CallSite) async throws -> StatementResults {
        try await connection.run(sql, binds.map(\.mariaDBValue), held: number, location)
    }
}
