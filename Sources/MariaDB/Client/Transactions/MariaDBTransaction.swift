internal import StateLocks

/// A transaction inside ``MariaDBQuerying/withTransaction(isolation:readOnly:retry:file:line:_:)``, with the verbs of a connection.
///
/// It can be used until the body ends. When the server has rolled the transaction back, such as after a deadlock, every verb throws
/// that error again: nothing that belongs to the transaction ever runs outside it.
public final class MariaDBTransaction: MariaDBQuerying {
    /// Which run of the body this is: 1 unless it is run again.
    public let attempt: Int

    /// How many transactions this one stands in: 0, or more for a savepoint.
    public let depth: Int

    private let connection: MariaDBConnection
    private let hasEnded = Lock(false)

    init(_ connection: MariaDBConnection, depth: Int, attempt: Int) {
        self.connection = connection
        self.depth = depth
        self.attempt = attempt
    }

    /// Runs a statement in the transaction and brings all that it gives into memory. The verbs, such as ``execute(_:file:line:)``,
    /// read it.
    public func results(of query: MariaDBQuery, file: String, line: Int) async throws -> MariaDBResults {
        try await inside(file, line) { try await connection.results(of: query, file: file, line: line) }
    }

    /// Runs a statement in the transaction and calls the body with the rows of its first result that has any, part by part.
    public func readParts(
        of query: MariaDBQuery, file: String, line: Int, _ body: (MariaDBResultPart) throws -> Void
    ) async throws {
        try await inside(file, line) { try await connection.readParts(of: query, file: file, line: line, body) }
    }

    /// Calls the body with the transaction's connection. The body must leave the transaction as it is: no commit, no rollback.
    ///
    /// - Returns: What the body returned.
    /// - Throws: What the body throws; ``MariaDBError`` with the code `transactionEnded`.
    @discardableResult
    public func withConnection<Value>(
        file: String = #fileID, line: Int = #line, _ body: (MariaDBConnection) async throws -> Value
    ) async throws -> Value {
        try await inside(file, line) { try await connection.withConnection(file: file, line: line, body) }
    }

    /// The body is over.
    func end() {
        hasEnded.withLock { $0 = true }
    }

    private func inside<Value>(_ file: String, _ line: Int, _ body: () async throws -> Value) async throws -> Value {
        let location = CallSite(file: file, line: line)
        guard !hasEnded.withLock({ $0 }) else {
            throw MariaDBError(code: .transactionEnded, message: "the transaction is over; use it only inside its body").at(
                location)
        }
        if let loss = connection.transactionLoss { throw loss }
        do {
            return try await body()
        } catch {
            connection.noteTransactionLoss(error)
            throw error
        }
    }
}
