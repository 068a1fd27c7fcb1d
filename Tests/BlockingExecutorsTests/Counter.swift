import Synchronization

/// Counts from any thread.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock(\.self) }

    /// Returns the number after adding.
    @discardableResult
    func add(_ number: Int = 1) -> Int {
        count.withLock {
            $0 += number
            return $0
        }
    }
}
