import Testing

@testable import BlockingExecutors

/// The sticky preference without threads. The job `a` is a task that calls the lane; it keeps its letter wherever it goes.
@Suite("Lane state: the kept job")
struct LaneStateKeepingTests {
    let one = ThreadID.imaginary(1)
    let two = ThreadID.imaginary(2)
    let lane = ImaginaryLane()

    init() {
        // Thread one runs job a.
        lane.enqueue("a", from: two)
        lane.attach(one)
    }

    @Test("The job that runs stays on its thread when it returns, once")
    func keeps() {
        #expect(lane.keep("a", from: one))
        #expect(!lane.keep("a", from: one), "one at a time")
        #expect(lane.state.kept == "a")
    }

    @Test("Nothing stays from another thread, and no other job")
    func keepsOnlyTheReturn() {
        #expect(!lane.keep("a", from: two))
        #expect(!lane.keep("b", from: one), "a child task, or a task that this job woke, must not wait for this job")
        #expect(lane.state.kept == nil)
    }

    @Test("Nothing stays on a lane that is idle, waits for a thread, is attended or may not block")
    func keepsOnlyWhileRunning() {
        lane.keep("a", from: one)
        lane.next(on: one)
        #expect(lane.state.occupancy.isAttended)
        #expect(!lane.keep("a", from: one))
        #expect(lane.next(on: one).isLeave)
        #expect(!lane.keep("a", from: one), "idle")
        lane.enqueue("b", from: one)
        #expect(!lane.keep("b", from: one), "waiting")
        lane.attach(one, refusal: .shutDown)
        #expect(!lane.keep("b", from: one), "one of Swift's own threads")
    }

    @Test("The kept job runs next, and its call of the lane finds the thread still there")
    func roundTrip() {
        for _ in 1...3 {
            #expect(lane.keep("a", from: one))
            #expect(lane.next(on: one).keptJob == "a")
            #expect(!lane.state.isRunning(on: one), "the kept job is not isolated to the lane")
            #expect(!lane.enqueue("a", from: one), "no other thread is needed")
            #expect(lane.next(on: one).job == "a")
            #expect(lane.state.isRunning(on: one))
        }
        #expect(lane.next(on: one).isLeave)
    }

    @Test("A kept job that goes elsewhere leaves the lane idle")
    func keptJobLeaves() {
        lane.keep("a", from: one)
        lane.next(on: one)
        #expect(lane.next(on: one).isLeave)
        #expect(lane.state.occupancy.isIdle)
    }

    @Test("The kept job is handed over when the lane has more to do")
    func handedOverForJobs() {
        lane.enqueue("b", from: two)
        #expect(lane.keep("a", from: one))
        let step = lane.next(on: one)
        #expect(step.handedOver == "a")
        #expect(step.job == "b")
        #expect(lane.state.kept == nil)
    }

    @Test("The kept job is handed over when the thread yields", arguments: [false, true])
    func handedOverWhenYielding(laneHasMore: Bool) {
        if laneHasMore { lane.enqueue("b", from: two) }
        lane.keep("a", from: one)
        let step = lane.next(on: one, yielding: true)
        #expect(step.handedOver == "a")
        #expect(laneHasMore ? step.isLeaveAndWait : step.isLeave)
        #expect(lane.state.kept == nil)
    }

    @Test("While a kept job runs, work from elsewhere gets a thread of its own")
    func takenByAnother() {
        lane.keep("a", from: one)
        lane.next(on: one)
        #expect(lane.enqueue("b", from: two), "nobody waits for the kept job")
        #expect(lane.attach(two).job == "b")
        #expect(lane.state.isRunning(on: two))
        #expect(!lane.enqueue("a", from: one), "thread two has the lane")
        #expect(lane.next(on: one).isLeave)
        #expect(lane.state.isRunning(on: two), "a leaving attendant disturbs nobody")
        #expect(lane.next(on: two).job == "a")
        #expect(lane.keep("a", from: two), "and now stays there")
    }

    @Test("A job that the kept job sends to the lane does not wait for the kept job")
    func keptJobStartsAnother() {
        lane.keep("a", from: one)
        lane.next(on: one)
        #expect(lane.enqueue("b", from: one), "a new task: the kept job may go on for long")
        #expect(lane.attach(two).job == "b")
    }

    @Test("Work that comes after the kept job's own call needs no thread either")
    func jobsBehindTheKeptOne() {
        lane.keep("a", from: one)
        lane.next(on: one)
        #expect(!lane.enqueue("a", from: one))
        #expect(!lane.enqueue("b", from: two))
        #expect(lane.next(on: one).job == "a")
        #expect(lane.next(on: one).job == "b")
    }

    @Test("A thread that attends comes back to a lane that was used and left in between, and leaves")
    func attendedAndDrained() {
        lane.keep("a", from: one)
        lane.next(on: one)
        lane.enqueue("b", from: two)
        lane.attach(two)
        lane.next(on: two)
        #expect(lane.state.occupancy.isIdle)
        #expect(lane.enqueue("a", from: one), "an idle lane asks for a thread, even from its old one")
        #expect(lane.next(on: one).isLeave)
        #expect(lane.state.occupancy.isWaiting)
    }
}
