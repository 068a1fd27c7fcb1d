extension MariaDBClient {
    /// How a client connects, how many connections it keeps, and what happens to them.
    ///
    /// ```swift
    /// var configuration = MariaDBClient.Configuration(try MariaDBConfiguration(url: "mariadb://app:secret@db/shop"))
    /// configuration.maximumConnections = 20
    /// ```
    public struct Configuration: Sendable {
        /// Where the server is and who logs in.
        public var connection: MariaDBConfiguration

        /// What the client is called in its metrics, which tells it from the others of the process. `nil`, the default, for
        /// `host:port/database`.
        public var name: String?

        /// How many connections are kept although nobody needs them; made ahead, in the background, from ``MariaDBClient/run()`` or
        /// the first call on. 0 unless set.
        public var minimumConnections = 0

        /// How many connections there may be at once, at least 1. 10 unless set. The server's limit is `max_connections`, for all
        /// its clients together.
        public var maximumConnections = 10

        /// How long a call may wait for a connection. Then it throws `acquireTimeout` and says who has them. 10 seconds unless set. If
        /// the ``MariaDBDeadline`` of the call comes earlier, it throws `waitTimeout` then, and says the same.
        public var acquireTimeout: Duration = .seconds(10)

        /// How long a connection above the minimum may be idle. 10 minutes unless set. Whatever is set, one is replaced before the
        /// server would end it (nine tenths of its `wait_timeout`, which is read after connecting).
        public var idleTimeout: Duration = .seconds(600)

        /// How long a connection may be used in all, less up to a tenth by chance so that they do not all end at once. 30 minutes
        /// unless set.
        public var maximumLifetime: Duration = .seconds(1_800)

        /// A connection that was idle for longer than this is asked for a sign of life before it is given out: one round trip. Before,
        /// a look at its socket suffices, which costs none. 30 seconds unless set.
        public var pingAfter: Duration = .seconds(30)

        /// When the session of a connection that comes back is reset. ``MariaDBSessionReset/whenChanged`` unless set.
        public var reset: MariaDBSessionReset = .whenChanged

        /// Statements that are run on every new connection, and again after every reset of its session. None unless set.
        public var initialStatements: [String] = []

        /// A connection that is held for longer than this is reported to ``onLeak``, once. `nil`, for never, unless set.
        public var leakThreshold: Duration?

        /// How long ``MariaDBClient/shutdown()`` and ``MariaDBClient/run()`` let those who have a connection finish. Then their
        /// calls are cancelled. 30 seconds unless set.
        public var shutdownTimeout: Duration = .seconds(30)

        // MARK: Hooks

        /// Called with every new connection and again after every reset of its session. A connection for which it throws is closed,
        /// and counts as one that could not be made.
        public var onConnect: (@Sendable (MariaDBConnection) async throws -> Void)?

        /// Called before a connection is given out. If it throws, the call that wanted the connection throws this, and the connection
        /// is closed.
        public var onAcquire: (@Sendable (MariaDBConnection) async throws -> Void)?

        /// Called when a connection comes back, before its session is reset. A connection for which it throws is closed.
        public var onRelease: (@Sendable (MariaDBConnection) async throws -> Void)?

        /// Called with whoever holds a connection for longer than ``leakThreshold``. It must not block.
        public var onLeak: (@Sendable (Holder) -> Void)?

        /// The defaults, for a server.
        public init(_ connection: MariaDBConfiguration) {
            self.connection = connection
        }
    }
}

extension MariaDBClient.Configuration {
    /// What the pool can work with whatever was set.
    var limits: PoolLimits {
        let maximum = max(1, maximumConnections)
        return PoolLimits(
            minimum: min(max(0, minimumConnections), maximum), maximum: maximum, idleTimeout: idleTimeout,
            maximumLifetime: maximumLifetime, leakThreshold: leakThreshold
        )
    }

    var rules: SessionRules {
        SessionRules(reset: reset, database: connection.database, commands: initialStatements, onConnect: onConnect)
    }
}
