/// Why a thread pool could not run a blocking call.
public enum BlockingExecutorError: Error, Hashable, Sendable {
    /// The pool was shut down before the call began.
    case shutDown

    /// The system refused a new thread and the pool had none that could take the call. The number is the `errno` of
    /// `pthread_create`, usually `EAGAIN`: too many threads, or too little memory for the stack.
    case threadCreationFailed(errno: Int32)

    /// The lane's jobs were told not to wait for a thread any longer: see ``BlockingLane/stopWaiting()``.
    case stoppedWaiting
}

extension BlockingExecutorError: CustomStringConvertible {
    /// One line that says what to do about it.
    public var description: String {
        switch self {
        case .shutDown:
            "the thread pool is shut down; make a new one, or shut it down later"
        case .stoppedWaiting:
            "every thread was busy and the call was told not to wait; use a pool with more threads"
        case .threadCreationFailed(let number):
            "the system gave the thread pool no thread (errno \(number)); raise the limit on threads or memory, or lower the stack size"
        }
    }
}
