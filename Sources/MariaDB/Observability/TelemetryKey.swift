/// The names in log records and on spans: OpenTelemetry's where it has one ("Semantic conventions for database client spans"), else
/// ours, which begin with `mariadb`.
enum TelemetryKey: String, CaseIterable {
    case system = "db.system.name"
    case namespace = "db.namespace"
    case operation = "db.operation.name"
    case text = "db.query.text"
    case status = "db.response.status_code"
    case serverAddress = "server.address"
    case serverPort = "server.port"
    case errorType = "error.type"
    case file = "code.file.path"
    case line = "code.line.number"
    /// The server's number of the connection.
    case connection = "mariadb.connection.id"
    case serverVersion = "mariadb.server.version"
    case tlsVersion = "tls.protocol.version"
    /// Which run of a transaction's body it is, from 1 on.
    case transactionAttempt = "mariadb.transaction.attempt"
    /// How many transactions a savepoint stands in.
    case transactionDepth = "mariadb.transaction.depth"
    case transactionOutcome = "mariadb.transaction.outcome"
    /// How long a call took, in seconds.
    case duration = "mariadb.duration"

    /// The value of ``system``.
    static let mariaDB = "mariadb"
}

/// What ``TelemetryKey/errorType`` and ``TelemetryKey/status`` say of an error.
struct ErrorTelemetry {
    /// The number that the server or Connector/C gave, if any.
    let number: String?
    let type: String

    init(_ error: any Error) {
        switch error {
        case let error as MariaDBError:
            number = error.number.map { "\($0)" }
            type = number ?? "\(error.code)"
        case is CancellationError:
            number = nil
            type = "cancelled"
        default:
            number = nil
            type = "\(Swift.type(of: error))"
        }
    }
}
