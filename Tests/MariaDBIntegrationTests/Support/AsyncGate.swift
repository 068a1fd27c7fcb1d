/// A door that one task waits at until another opens it.
struct AsyncGate: Sendable {
    private let stream: AsyncStream<Never>
    private let continuation: AsyncStream<Never>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    }

    func open() {
        continuation.finish()
    }

    /// Waits until the gate is open. Also ends when the task is cancelled.
    func wait() async {
        for await _ in stream {}
    }
}
