@testable import BlockingExecutors

/// The end of a pool without threads: threads are numbers, those who wait for the end are letters.
///
/// `#expect` can not call mutating methods, so this is a class around the value.
final class ImaginaryEnding {
    private var state = PoolEnding<Int, Character>()

    func threadStarts() { state.threadStarts() }
    func threadDidNotStart() -> Character? { state.threadDidNotStart() }
    func threadExits(_ thread: Int) -> (leftBefore: Int?, waiter: Character?) { state.threadExits(thread) }
    func wait(_ waiter: Character) -> Character? { state.wait(waiter) }
    func takeExited() -> Int? { state.takeExited() }
    func joined() -> Character? { state.joined() }
}
