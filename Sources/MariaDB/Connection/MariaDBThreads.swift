public import BlockingExecutors

/// The threads on which blocking calls of connections run.
///
/// Connecting has threads of its own, so that many attempts to reach a dead host do not keep queries waiting.
public struct MariaDBThreads: Sendable {
    /// Where statements run. It bounds how many statements run at once; a connection without a statement needs no thread.
    public let queries: BlockingThreadPool

    /// Where connections are made.
    public let connects: BlockingThreadPool

    /// Threads of one's own, instead of ``shared``.
    ///
    /// - Parameters:
    ///   - queries: Where statements run.
    ///   - connects: Where connections are made.
    public init(queries: BlockingThreadPool, connects: BlockingThreadPool) {
        self.queries = queries
        self.connects = connects
    }

    /// Threads for one client.
    ///
    /// - Parameter connections: How many connections may be at work at once.
    init(connections: Int, _ observer: (any ClientObserver)?) {
        queries = BlockingThreadPool(
            .init(name: "mariadb", maximumThreads: connections), observer: observer?.threadObserver("mariadb"))
        connects = BlockingThreadPool(
            .init(name: "mariadb-dial", maximumThreads: 8), observer: observer?.threadObserver("mariadb-dial"))
    }

    /// What connections use unless told otherwise: up to 128 threads for statements and 8 for connecting, started when needed,
    /// gone after 10 seconds without work.
    public static let shared = MariaDBThreads(
        queries: BlockingThreadPool(.init(name: "mariadb", maximumThreads: 128)),
        connects: BlockingThreadPool(.init(name: "mariadb-dial", maximumThreads: 8))
    )
}
