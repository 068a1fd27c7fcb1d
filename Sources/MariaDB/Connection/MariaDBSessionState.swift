/// What is known of a connection's session: what the last answer of the server said, and what the server has reported of changes
/// by itself (session tracking: MariaDB from 10.2, MySQL from 5.7).
///
/// ```swift
/// var configuration = configuration
/// configuration.sessionTracking = MariaDBSessionTracking(variables: ["sql_mode"], gtid: true, transaction: true)
/// try await MariaDBConnection.withConnection(to: configuration) { connection in
///     try await connection.execute("INSERT INTO orders (item) VALUES (\(item))")
///     let position = await connection.sessionState.lastGTID
/// }
/// ```
/// Reports come with the answers to statements that give no rows. What a statement with rows has changed (INSERT … RETURNING, a SELECT
/// whose function sets a variable) is reported with a later answer, if at all: what may have changed without a report is `nil`
/// until the next one.
public struct MariaDBSessionState: Sendable, Hashable {
    /// The default database; `nil` if there is none. A server without session tracking does not tell of USE, only
    /// ``MariaDBConnection/select(database:file:line:)`` shows there.
    public var database: String?

    /// Whether the server commits each statement by itself.
    public var isAutocommit = false

    /// Whether a transaction is open.
    public var isInTransaction = false

    /// Whether that transaction was begun as READ ONLY.
    public var isTransactionReadOnly = false

    /// The system variables that have changed since connecting, or since the last reset, by name, with the value that each has now.
    ///
    /// Only those that the server tracks: `autocommit`, `time_zone` and three of the character set unless it was set up otherwise
    /// (`session_track_system_variables`), and those of ``MariaDBSessionTracking/variables``.
    public var variables: [String: String] = [:]

    /// What has happened in the open transaction. `nil` unless ``MariaDBSessionTracking/transaction`` asks for it, and after a SELECT in
    /// a transaction until the next report.
    public var transaction: MariaDBTransactionState?

    /// The statements that would begin such a transaction as is open, or will be next, again: text for the server. `nil` unless
    /// `session_track_transaction_info` is `CHARACTERISTICS`.
    public var transactionCharacteristics: String?

    /// The global transaction identifier of what this session has committed last, such as `0-1-270`; of MySQL a set of them. `nil`
    /// unless ``MariaDBSessionTracking/gtid`` asks for it and the server writes a binary log, and after a statement with rows that may
    /// have written, until the next report; `SELECT @@last_gtid` asks.
    public var lastGTID: String?
}
