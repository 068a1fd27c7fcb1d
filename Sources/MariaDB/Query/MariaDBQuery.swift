/// A statement and the values bound to its placeholders.
///
/// Written as a string literal, every interpolated value becomes a placeholder and a bind, never part of the SQL:
///
/// ```swift
/// let query: MariaDBQuery = "SELECT id, name FROM users WHERE age > \(18) AND city IN \(list: cities)"
/// // sql: SELECT id, name FROM users WHERE age > ? AND city IN (?, ?, ?, ?)
/// ```
/// A plain `String` is not a query, so SQL that was put together by hand has to say so: ``init(unsafeSQL:binds:)``.
public struct MariaDBQuery: Sendable, Hashable {
    /// The statement, with a `?` for each bind.
    public internal(set) var sql: String

    /// The values of the placeholders, from left to right.
    public internal(set) var binds: [MariaDBValue]

    /// Whether the connection keeps the prepared statement of a query with binds for the next time. Set it to `false` for SQL that
    /// will not come again, such as a list of ids of any length, so that it pushes out none that will. `true` unless set.
    public var isCached = true

    /// How large the result may become if it is brought into memory as a whole; `nil` for the connection's
    /// ``MariaDBConfiguration/resultLimit``.
    public var resultLimit: MariaDBResultLimit?

    /// How long the statement may run, or `nil` for the connection's ``MariaDBConfiguration/statementTimeout``, which may be shorter or
    /// longer. Waiting for the connection's turn or a thread does not count. What takes longer throws ``MariaDBError`` with the code
    /// `statementTimeout`.
    ///
    /// MariaDB is told with the statement, so that it stops even when this process is gone: see <doc:Cancellation>. Of rows that are
    /// read as they are asked for, this process bounds the beginning and the server the whole. In a
    /// ``MariaDBConnection/perform(file:line:_:)`` the server alone keeps the time, and what is written by `executeMany`, `pipeline` or
    /// a script does not know it.
    ///
    /// ```swift
    /// var report: MariaDBQuery = "SELECT … WHERE day = \(day)"
    /// report.timeout = .seconds(2)
    /// ```
    public var timeout: Duration? {
        get { timeLimit?.duration }
        set { timeLimit = newValue.map { TimeLimit($0) } }
    }
    var timeLimit: TimeLimit?

    /// A query from SQL text. Whatever the text says is run: never build it from anybody's input.
    ///
    /// - Parameters:
    ///   - sql: The statement, with a `?` for each bind.
    ///   - binds: The values of the placeholders, from left to right.
    public init(unsafeSQL sql: String, binds: [MariaDBValue] = []) {
        self.sql = sql
        self.binds = binds
    }
}

extension MariaDBQuery: ExpressibleByStringInterpolation {
    /// A query without binds.
    public init(stringLiteral value: String) {
        self.init(unsafeSQL: value)
    }

    /// A query with a bind for each interpolated value.
    public init(stringInterpolation: StringInterpolation) {
        self.init(unsafeSQL: stringInterpolation.sql, binds: stringInterpolation.binds)
    }
}

extension MariaDBQuery: CustomStringConvertible {
    /// The SQL. The binds are left out: they do not belong in logs.
    public var description: String { sql }
}
