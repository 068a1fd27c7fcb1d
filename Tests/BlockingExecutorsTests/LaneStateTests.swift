import Testing

@testable import BlockingExecutors

/// A lane's queue without threads: jobs are letters, threads are numbers.
@Suite("Lane state: order and threads")
struct LaneStateTests {
    let one = ThreadID.imaginary(1)
    let two = ThreadID.imaginary(2)
    let lane = ImaginaryLane()

    @Test("The pool is asked for a thread once, by the first job")
    func asksOnce() {
        #expect(lane.enqueue("a", from: one))
        #expect(!lane.enqueue("b", from: one))
        #expect(!lane.enqueue("c", from: two))
        #expect(lane.state.occupancy.isWaiting)
    }

    @Test("Jobs run in the order of their arrival, then the thread leaves")
    func order() {
        for job in "abc" { lane.enqueue(job, from: one) }
        #expect(lane.attach(two).job == "a")
        #expect(!lane.enqueue("d", from: one))
        #expect(lane.next(on: two).job == "b")
        #expect(lane.next(on: two).job == "c")
        #expect(lane.next(on: two).job == "d")
        #expect(lane.next(on: two).isLeave)
        #expect(lane.state.occupancy.isIdle)
    }

    @Test("A job from the running thread itself needs no other thread")
    func reentrantEnqueue() {
        lane.enqueue("a", from: one)
        lane.attach(two)
        #expect(!lane.enqueue("b", from: two))
        #expect(lane.next(on: two).job == "b")
    }

    @Test("A drained lane asks again")
    func asksAgain() {
        lane.enqueue("a", from: one)
        lane.attach(two)
        lane.next(on: two)
        #expect(lane.enqueue("b", from: one))
    }

    @Test("The lane is running only between attach and the end, and only on its thread")
    func isRunning() {
        #expect(!lane.state.isRunning(on: one))
        lane.enqueue("a", from: two)
        #expect(!lane.state.isRunning(on: one))
        lane.attach(one)
        #expect(lane.state.isRunning(on: one))
        #expect(!lane.state.isRunning(on: two))
        lane.next(on: one)
        #expect(!lane.state.isRunning(on: one))
    }

    @Test("A yielding thread leaves the rest to the next one, or just leaves")
    func yielding() {
        for job in "ab" { lane.enqueue(job, from: one) }
        lane.attach(one)
        #expect(lane.next(on: one, yielding: true).isLeaveAndWait)
        #expect(lane.state.occupancy.isWaiting)
        #expect(!lane.enqueue("c", from: one), "the pool has been asked already")
        #expect(lane.attach(two).job == "b")
        #expect(lane.next(on: two).job == "c")
        #expect(lane.next(on: two, yielding: true).isLeave)
        #expect(lane.state.occupancy.isIdle)
    }

    @Test("A refusal holds as long as the thread that brought it")
    func refusal() {
        for job in "ab" { lane.enqueue(job, from: one) }
        #expect(lane.state.refusal == nil)
        lane.attach(one, refusal: .shutDown)
        #expect(lane.state.refusal == .shutDown)
        lane.next(on: one)
        #expect(lane.state.refusal == .shutDown)
        lane.next(on: one)
        #expect(lane.state.refusal == nil)
        lane.enqueue("c", from: one)
        lane.attach(two)
        #expect(lane.state.refusal == nil)
    }
}
