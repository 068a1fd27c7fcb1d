/// The names of metrics: OpenTelemetry's where it has one ("Semantic conventions for database client metrics"), else ours, which
/// begin with `mariadb`.
enum MetricName: String, CaseIterable {
    // MARK: Connections
    case connections = "db.client.connection.count"
    case maximum = "db.client.connection.max"
    case minimumIdle = "db.client.connection.idle.min"
    case pendingRequests = "db.client.connection.pending_requests"
    case timeouts = "db.client.connection.timeouts"
    case createTime = "db.client.connection.create_time"
    case waitTime = "db.client.connection.wait_time"
    case useTime = "db.client.connection.use_time"
    case connectFailures = "mariadb.client.connection.failures"

    // MARK: Calls that are stopped
    case kills = "mariadb.client.kills"
    case cuts = "mariadb.client.cuts"

    // MARK: Threads
    case threads = "mariadb.client.thread.count"
    case threadRequests = "mariadb.client.thread.pending_requests"
    case threadWaitTime = "mariadb.client.thread.wait_time"

    /// The names of what tells several of one name apart, beside ``TelemetryKey/errorType``.
    enum Label: String, CaseIterable {
        case pool = "db.client.connection.pool.name"
        case state = "db.client.connection.state"
        case reason = "mariadb.client.kill.reason"
        case threadPool = "mariadb.client.thread.pool"
        case threadState = "mariadb.client.thread.state"
    }
}
