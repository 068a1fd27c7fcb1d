import Synchronization

/// Counts from any thread.
final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .sequentiallyConsistent) }

    /// Returns the number after adding.
    @discardableResult
    func add(_ number: Int = 1) -> Int {
        count.add(number, ordering: .sequentiallyConsistent).newValue
    }
}
