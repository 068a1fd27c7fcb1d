/// Why a call ends before its time.
enum CallInterruption: Sendable, Hashable {
    /// The task that made the call was cancelled.
    case taskCancelled
    /// ``MariaDBConnection/cancel()``.
    case requested
    /// The rows that it drops are not worth reading. Nobody sees an error of this.
    case leftEarly

    /// What the call throws.
    var error: any Error {
        switch self {
        case .taskCancelled:
            CancellationError()
        case .requested, .leftEarly:
            MariaDBError(code: .cancelled, message: "the call was ended by cancel() of its connection")
        }
    }
}
