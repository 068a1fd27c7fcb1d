import StateLocks

/// What clients have sent to a fake server so far.
final class FakeServerRecord: Sendable {
    private struct State {
        var received: [[UInt8]] = []
        var surprises: [String] = []
    }

    private let state = Lock(State())

    /// Begins a connection and returns its number, 0 for the first.
    func begin() -> Int {
        state.withLock { state in
            state.received.append([])
            return state.received.count - 1
        }
    }

    func received(_ bytes: [UInt8], on connection: Int) {
        state.withLock { $0.received[connection] += bytes }
    }

    func surprised(_ text: String) {
        state.withLock { $0.surprises.append(text) }
    }

    var connections: [[UInt8]] { state.withLock { $0.received } }
    var surprises: [String] { state.withLock { $0.surprises } }
}
