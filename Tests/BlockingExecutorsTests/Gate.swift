import Dispatch
import Testing

/// A door that blocking closures wait at until a test opens it.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let arrivals = Counter()
    private let opened = Counter()

    /// How many have come to the gate.
    var arrived: Int { arrivals.value }

    /// Whether the gate was opened.
    var isOpen: Bool { opened.value > 0 }

    /// Blocks the thread until the gate is open. A test that goes wrong must not hang for ever.
    func wait() {
        arrivals.add()
        guard semaphore.wait(timeout: .now() + 60) == .success else {
            Issue.record("nobody opened the gate")
            return
        }
        semaphore.signal()
    }

    /// Opens the gate for all, now and later.
    func open() {
        opened.add()
        semaphore.signal()
    }

    /// Waits until so many have come.
    func waitForArrivals(_ number: Int = 1, sourceLocation: SourceLocation = #_sourceLocation) async {
        await eventually(sourceLocation: sourceLocation) { arrived >= number }
    }
}
