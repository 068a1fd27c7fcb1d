internal import BlockingExecutors

/// A pool of connections to one server, with the verbs of a connection. This is what a server program uses.
///
/// ```swift
/// let client = MariaDBClient(try MariaDBConfiguration(url: "mariadb://app:secret@db/shop"))
/// let users = try await client.fetchAll("SELECT id, name FROM users WHERE age > \(18)", as: (Int, String?).self)
/// try await client.withTransaction { transaction in … }
/// await client.shutdown()
/// ```
/// It works as soon as it is made: connections are made when they are needed. ``run()`` is for programs that shut down in order, and
/// ``withClient(_:file:line:_:)`` for scripts. Calls that find no connection free wait in the order of their arrival, and never for
/// longer than ``Configuration/acquireTimeout``.
///
/// A connection that comes back is rolled back and, if its session was changed, reset: nothing of one user's session reaches the
/// next.
public final class MariaDBClient: MariaDBQuerying {
    /// What the client was made with.
    public let configuration: Configuration

    let pool: ConnectionPool
    /// To be ended with the client; `nil` if they are somebody else's.
    private let ownThreads: MariaDBThreads?

    /// Makes a client. Nothing is connected yet.
    ///
    /// - Parameters:
    ///   - configuration: Where the server is, how many connections there may be, and so on.
    ///   - threads: The threads to block. Unless given, the client has its own, one for each connection that is at work, and ends
    ///     them when it is shut down.
    public init(
        _ configuration: Configuration, threads: MariaDBThreads? = nil, file: String = #fileID, line: Int = #line
    ) {
        self.configuration = configuration
        let observer = configuration.makeObserver()
        ownThreads = threads == nil ? MariaDBThreads(connections: configuration.limits.maximum, observer) : nil
        let place = CallSite(file: file, line: line)
        pool = ConnectionPool(configuration, threads ?? ownThreads ?? .shared, observer, place)
    }

    /// Makes a client with the defaults. Nothing is connected yet.
    ///
    /// - Parameter configuration: Where the server is and who logs in.
    public convenience init(_ configuration: MariaDBConfiguration, file: String = #fileID, line: Int = #line) {
        self.init(Configuration(configuration), file: file, line: line)
    }

    /// Runs a statement on a connection of the pool and brings all that it gives into memory. The verbs, such as
    /// ``execute(_:file:line:)``, read it.
    public func results(of query: MariaDBQuery, file: String, line: Int) async throws -> MariaDBResults {
        MariaDBResults(all: try await pool.run(query, CallSite(file: file, line: line)))
    }

    /// Runs a statement on a connection of the pool and calls the body with the rows of its first result that has any, part by part.
    public func readParts(
        of query: MariaDBQuery, file: String, line: Int, _ body: (MariaDBResultPart) throws -> Void
    ) async throws {
        try await pool.readParts(of: query, CallSite(file: file, line: line)) { part in try body(MariaDBResultPart(part)) }
    }

    /// Takes a connection, calls the body with it, and gives it back however the body ends.
    ///
    /// The body's calls are faster than those of an ordinary task: it continues on the connection's own thread after each of them.
    /// The connection must not be used after the body. Do not use the client inside the body: that takes a second connection while
    /// the first is held, and if all do so there may be none.
    ///
    /// - Returns: What the body returned.
    /// - Throws: What the body throws; ``MariaDBError`` with the code `acquireTimeout` or `clientShutDown`, or why the server takes no
    ///   connection; `CancellationError`.
    @discardableResult
    public func withConnection<Value>(
        file: String = #fileID, line: Int = #line, _ body: (MariaDBConnection) async throws -> Value
    ) async throws -> Value {
        try await pool.withConnection(CallSite(file: file, line: line), body)
    }

    /// Makes a client, calls the body with it, and shuts it down however the body ends: for scripts and tests.
    ///
    /// - Returns: What the body returned.
    /// - Throws: What the body throws.
    @discardableResult
    public static func withClient<Value>(
        _ configuration: Configuration, file: String = #fileID, line: Int = #line,
        _ body: (MariaDBClient) async throws -> Value
    ) async throws -> Value {
        let client = MariaDBClient(configuration, file: file, line: line)
        do {
            let value = try await body(client)
            await client.shutdown()
            return value
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// Makes a client with the defaults, calls the body with it, and shuts it down however the body ends.
    ///
    /// - Returns: What the body returned.
    /// - Throws: What the body throws.
    @discardableResult
    public static func withClient<Value>(
        _ configuration: MariaDBConfiguration, file: String = #fileID, line: Int = #line,
        _ body: (MariaDBClient) async throws -> Value
    ) async throws -> Value {
        try await withClient(Configuration(configuration), file: file, line: line, body)
    }

    /// Ends the threads that belong to the client.
    func endThreads() async {
        await ownThreads?.queries.shutdown()
        await ownThreads?.connects.shutdown()
    }
}
