/// Why a call ends before its time.
enum CallInterruption: Sendable, Hashable, CaseIterable {
    /// The task that made the call was cancelled.
    case taskCancelled
    /// ``MariaDBConnection/cancel()``.
    case requested
    /// Its deadline has come.
    case timedOut
    /// The rows that it drops are not worth reading. Nobody sees an error of this.
    case leftEarly

    /// The reason in metrics.
    var label: String {
        switch self {
        case .taskCancelled: "cancelled"
        case .requested: "requested"
        case .timedOut: "deadline"
        case .leftEarly: "rows_dropped"
        }
    }

    /// What the call throws.
    ///
    /// - Parameter hasBegun: Whether it was on a thread, so that something may have reached the server.
    func error(hasBegun: Bool) -> any Error {
        switch self {
        case .taskCancelled:
            CancellationError()
        case .requested, .leftEarly:
            MariaDBError(
                code: .cancelled, message: "the call was ended by cancel() of its connection, or as its client was shut down")
        case .timedOut where hasBegun:
            MariaDBError(
                code: .statementTimeout, message: "the statement was stopped at its deadline; whether it took effect is not known"
            )
        case .timedOut:
            MariaDBError(
                code: .waitTimeout,
                message: "the deadline came while the call waited for the connection or a thread; nothing was sent")
        }
    }
}
