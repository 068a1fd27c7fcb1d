/// A deadline for everything that the library does inside a scope: waiting for a connection's turn or a thread, connecting, and
/// running at the server.
///
/// ```swift
/// let users = try await MariaDBDeadline.within(.seconds(2)) {
///     try await connection.execute("UPDATE …")
///     return try await connection.fetchAll("SELECT …")
/// }
/// ```
/// It belongs to the task, so child tasks and everything called from the scope have it too. Of two scopes, one inside the other, the
/// earlier deadline counts. A call that is not done by then throws ``MariaDBError`` with the code `statementTimeout` if it was
/// running, `waitTimeout` if it was waiting, `connectTimeout` if it was connecting. MariaDB is told with most statements how much time
/// is left, so that it stops even when this process is gone: see <doc:Cancellation>. What cleans up, such as
/// ``MariaDBConnection/rollback(file:line:)`` and ``MariaDBConnection/close()``, has no deadline.
public enum MariaDBDeadline {
    @TaskLocal static var deadline: Moment?

    /// The deadline of this scope, or `nil` if there is none.
    public static var current: ContinuousClock.Instant? { deadline?.instant }

    /// Runs the body with a deadline some time from now.
    ///
    /// - Parameters:
    ///   - timeout: How long all calls together may take; `nil` for no more of a limit than there is.
    ///   - body: What is to be done. The deadline ends calls of this library and nothing else.
    /// - Returns: What the body returned.
    /// - Throws: What the body throws.
    public static func within<Value>(_ timeout: Duration?, _ body: () async throws -> Value) async rethrows -> Value {
        guard let timeout else { return try await body() }
        return try await by(.now + min(timeout, longest), body)
    }

    /// Runs the body with a deadline.
    ///
    /// - Parameters:
    ///   - deadline: When all calls must be over. The clock is monotonic: it does not move when somebody sets the time.
    ///   - body: What is to be done. The deadline ends calls of this library and nothing else.
    /// - Returns: What the body returned.
    /// - Throws: What the body throws.
    public static func by<Value>(
        _ deadline: ContinuousClock.Instant, _ body: () async throws -> Value
    ) async rethrows -> Value {
        let moment = Moment(deadline)
        return try await $deadline.withValue(self.deadline.map { min($0, moment) } ?? moment, operation: body)
    }

    /// A century: no sum of a clock's time and this overflows.
    static let longest = Duration.seconds(3_155_760_000)
}
