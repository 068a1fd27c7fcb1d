internal import StateLocks

/// The statement that a session has begun last, for others to read while it runs.
final class StatementNote: Sendable {
    private let sql = Lock("")

    func begin(_ sql: String) {
        self.sql.withLock { $0 = sql }
    }

    var last: String { sql.withLock { $0 } }
}
