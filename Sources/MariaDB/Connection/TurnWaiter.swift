/// Who waits for the turn of a connection.
///
/// An object, since the size of a continuation is known only when the program runs: every call would pay for copies of what has one,
/// and hardly any waits.
final class TurnWaiter: Sendable {
    private let continuation: CheckedContinuation<Void, any Error>

    init(_ continuation: CheckedContinuation<Void, any Error>) {
        self.continuation = continuation
    }

    /// The turn has come.
    func resume() {
        continuation.resume()
    }

    /// The turn will not come.
    func resume(throwing error: any Error) {
        continuation.resume(throwing: error)
    }
}
