/// Why a call ends before its time.
enum CallInterruption: Sendable, Hashable {
    /// The task that made the call was cancelled.
    case taskCancelled
    /// `cancel()` of the connection.
    case requested

    /// What the call throws.
    var error: any Error {
        switch self {
        case .taskCancelled:
            CancellationError()
        case .requested:
            MariaDBError(code: .cancelled, message: "the call was ended by cancel() of its connection")
        }
    }
}
