@testable import BlockingExecutors

/// The state of a lane without threads: jobs are letters, threads are numbers.
///
/// `#expect` can not call mutating methods, so this is a class around the value.
final class ImaginaryLane {
    private(set) var state = LaneState<Character>()

    @discardableResult
    func enqueue(_ job: Character, from thread: ThreadID) -> Bool { state.enqueue(job, from: thread) }

    @discardableResult
    func keep(_ job: Character, from thread: ThreadID) -> Bool { state.keep(job, from: thread) }

    @discardableResult
    func enter(on thread: ThreadID) -> Bool { state.enter(on: thread) }

    @discardableResult
    func leave(_ thread: ThreadID) -> Bool { state.leave(thread) }

    @discardableResult
    func attach(_ thread: ThreadID, refusal: BlockingExecutorError? = nil) -> LaneState<Character>.Step {
        state.attach(thread, refusal: refusal)
    }

    @discardableResult
    func next(on thread: ThreadID, yielding: Bool = false) -> LaneState<Character>.Step {
        state.next(on: thread, yielding: yielding)
    }
}

extension LaneState.Occupancy {
    var isIdle: Bool { if case .idle = self { true } else { false } }
    var isWaiting: Bool { if case .waiting = self { true } else { false } }
    var isAttended: Bool { if case .attended = self { true } else { false } }
}

extension LaneState.Step {
    var job: Job? { if case .run(let job) = action { job } else { nil } }
    var keptJob: Job? { if case .runKept(let job) = action { job } else { nil } }
    var isLeave: Bool { if case .leave = action { true } else { false } }
    var isLeaveAndWait: Bool { if case .leaveAndWait = action { true } else { false } }
}
