internal import Logging
internal import StateLocks

#if Tracing
internal import Tracing
#endif

/// Tells of one connection and what it does. Everything here runs in the task that makes the call, never on the connection's thread.
final class ConnectionObserver: Sendable {
    let settings: MariaDBObservability
    let connectionID: UInt64
    /// The host or the path of the socket.
    let serverAddress: String
    let serverPort: Int?
    /// The database that was chosen at login.
    let namespace: String?

    init(_ configuration: MariaDBConfiguration, connectionID: UInt64) {
        settings = configuration.observability
        self.connectionID = connectionID
        namespace = configuration.database
        switch configuration.address {
        case .tcp(let host, let port):
            serverAddress = host
            serverPort = port
        case .unixSocket(let path):
            serverAddress = path
            serverPort = nil
        }
    }

    /// Where log records of the current task go.
    var logger: Logger { settings.logger ?? .current }

    /// Whether they are wanted there. Without a copy of the logger, which is made for each record otherwise.
    func logs(_ level: Logger.Level) -> Bool { (settings.logger?.logLevel ?? Logger.current.logLevel) <= level }

    /// A call begins. `nil` if nobody wants to know of it.
    func begin(_ call: ObservedCall, _ sql: String?) -> StatementObservation? {
        switch (call, sql) {
        case (.part, _), (.statement, nil): nil
        default: StatementObservation(self, sql)
        }
    }

    /// The text of a statement as far as it may be told.
    func text(of sql: String?) -> String? {
        settings.statementText == .parametrised ? sql : nil
    }
}

// MARK: The connection itself

extension ConnectionObserver {
    /// The servers that were warned of.
    private static let warned = Lock<Set<String>>([])

    /// The connection is made.
    func connected(_ connection: MariaDBConnection, in duration: Duration) {
        let logger = logger
        if logger.logLevel <= .debug {
            var metadata = metadata
            metadata[.serverVersion] = connection.serverVersion
            metadata[.tlsVersion] = connection.tlsVersion
            metadata[.duration] = duration
            logger.debug("connected", metadata: metadata)
        }
        guard let warning = connection.securityWarning else { return }
        // Once for each server: a pool connects again and again.
        guard Self.warned.withLock({ $0.insert("\(serverAddress) \(serverPort ?? 0)").inserted }) else { return }
        logger.warning("\(warning)", metadata: metadata)
    }

    /// The connection is closed.
    func closed() {
        let logger = logger
        if logger.logLevel <= .debug { logger.debug("connection closed", metadata: metadata) }
    }

    /// What each log record has.
    var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        metadata[.system] = TelemetryKey.mariaDB
        metadata[.connection] = connectionID
        metadata[.serverAddress] = serverAddress
        metadata[.serverPort] = serverPort
        metadata[.namespace] = namespace
        return metadata
    }
}

extension Logger.Metadata {
    /// Sets a key, unless the value is `nil`.
    subscript<Described>(key: TelemetryKey) -> Described? {
        get { nil }
        set { if let newValue { self[key.rawValue] = "\(newValue)" } }
    }
}
