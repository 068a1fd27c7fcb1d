internal import StateLocks
internal import Synchronization

/// The numbers of statements that nobody holds any more, until the connection next does something and can close them.
///
/// Closing is a call of the C library and must not happen where a `deinit` runs, nor while rows of another statement are read.
final class StatementReleases: Sendable {
    private let numbers = Lock<[Int]>([])
    /// Asked before every call of the connection, so it is not behind the lock.
    private let hasNumbers = Atomic(false)

    func add(_ number: Int) {
        numbers.withLock { $0.append(number) }
        hasNumbers.store(true, ordering: .releasing)
    }

    func take() -> [Int] {
        guard hasNumbers.load(ordering: .relaxed), hasNumbers.exchange(false, ordering: .acquiring) else { return [] }
        return numbers.withLock { numbers in
            defer { numbers = [] }
            return numbers
        }
    }
}
