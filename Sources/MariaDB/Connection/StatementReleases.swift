internal import BlockingExecutors

/// The numbers of statements that nobody holds any more, until the connection next does something and can close them.
///
/// Closing is a call of the C library and must not happen where a `deinit` runs, nor while rows of another statement are read.
final class StatementReleases: Sendable {
    private let numbers = Lock<[Int]>([])

    func add(_ number: Int) {
        numbers.withLock { $0.append(number) }
    }

    func take() -> [Int] {
        numbers.withLock { numbers in
            defer { numbers = [] }
            return numbers
        }
    }
}
