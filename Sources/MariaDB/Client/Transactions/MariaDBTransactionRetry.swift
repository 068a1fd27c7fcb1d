/// Whether a transaction that lost against another one is run again, from its first statement.
public struct MariaDBTransactionRetry: Sendable, Hashable {
    /// How often the body is run again.
    let times: Int

    /// Never: the error is thrown.
    public static let never = MariaDBTransactionRetry(times: 0)

    /// After a deadlock (1213), a lock that was waited for in vain (1205), a record that has changed since it was read (1020) and a
    /// Galera cluster's conflict on commit (1213) or node that is not ready (1047).
    ///
    /// The body is run as a whole again, so what it does outside the database must bear that. Before the first repetition up to 20
    /// milliseconds pass, by chance so that two do not meet again, then twice as long each time up to a second.
    /// - Parameter times: How often it is run again at most, after the first time.
    public static func deadlocks(_ times: Int = 3) -> MariaDBTransactionRetry {
        MariaDBTransactionRetry(times: max(0, times))
    }

    /// Whether a transaction that failed with an error for the nth time is run again.
    func repeats(_ error: any Error, attempt: Int) -> Bool {
        guard attempt <= times, let error = error as? MariaDBError, error.code == .server else { return false }
        return [1213, 1205, 1020, 1047].contains(error.number)
    }

    /// How long to wait after the nth attempt.
    ///
    /// - Parameter chance: From 0 to 1.
    static func pause(after attempt: Int, chance: Double) -> Duration {
        let longest = min(Duration.milliseconds(20) * (1 << min(attempt - 1, 8)), .seconds(1))
        return longest * (0.25 + 0.75 * chance)
    }
}
