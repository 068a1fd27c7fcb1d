@testable import BlockingExecutors

/// The state of a pool without threads: work is letters, threads are named objects, and time is what a test says.
///
/// `#expect` can not call mutating methods, so this is a class around the value.
final class ImaginaryPool {
    private(set) var state: PoolState<Thread, Character>
    var now = ContinuousClock.now

    final class Thread: Sendable {
        let name: String
        init(_ name: String) { self.name = name }
    }

    init(maximumThreads: Int) {
        state = PoolState(maximumThreads: maximumThreads)
    }

    @discardableResult
    func submit(_ work: Character) -> PoolState<Thread, Character>.Submission { state.submit(work, at: now) }

    @discardableResult
    func next(for thread: Thread, jobsRun: Int = 1) -> PoolState<Thread, Character>.Next {
        state.next(for: thread, jobsRun: jobsRun, at: now)
    }

    func withdraw(_ work: Character) { state.removeFirst { $0 == work } }

    func threadNotStarted() -> [Character] { state.threadNotStarted() }

    @discardableResult
    func retire(_ thread: Thread) -> Bool { state.retire(thread) }

    @discardableResult
    func shutDown() -> (idle: [Thread], refused: [Character]) { state.shutDown() }

    /// Starts threads with these names, each for one piece of work, and lets them fall idle in this order.
    func startIdleThreads(_ names: String...) -> [Thread] {
        let threads = names.map { Thread($0) }
        for _ in threads { submit("-") }
        for thread in threads { next(for: thread, jobsRun: 0) }
        for thread in threads { next(for: thread) }
        return threads
    }
}

extension PoolState.Submission {
    var number: Int? { if case .startThread(let number) = self { number } else { nil } }
    var thread: Thread? { if case .wake(let thread) = self { thread } else { nil } }
    var isWait: Bool { if case .wait = self { true } else { false } }
    var isRefuse: Bool { if case .refuse = self { true } else { false } }
}

extension PoolState.Next {
    var work: Work? { if case .perform(let work) = self { work } else { nil } }
    var isSleep: Bool { if case .sleep = self { true } else { false } }
    var isExit: Bool { if case .exit = self { true } else { false } }
}
