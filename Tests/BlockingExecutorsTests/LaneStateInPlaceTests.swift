import Testing

@testable import BlockingExecutors

/// Calls that the kept job makes where it is, without threads.
@Suite("Lane state: calls in place")
struct LaneStateInPlaceTests {
    let one = ThreadID.imaginary(1)
    let two = ThreadID.imaginary(2)
    let lane = ImaginaryLane()

    init() {
        // Thread one attends to the lane while it runs the kept job a.
        lane.enqueue("a", from: two)
        lane.attach(one)
        lane.keep("a", from: one)
        lane.next(on: one)
    }

    @Test("On the thread that attends, a call has the lane, and leaves it as it was")
    func inPlace() {
        for _ in 1...3 {
            #expect(lane.enter(on: one))
            #expect(lane.state.isRunning(on: one))
            #expect(!lane.enter(on: one), "one call at a time")
            #expect(!lane.leave(one))
            #expect(lane.state.occupancy.isAttended)
        }
        #expect(!lane.enqueue("a", from: one), "the way through the queue is open as well")
        #expect(lane.next(on: one).job == "a")
    }

    @Test("From another thread, or where nobody attends, there is no call in place")
    func onlyThere() {
        #expect(!lane.enter(on: two))
        lane.enqueue("b", from: two)
        #expect(!lane.enter(on: one), "the lane waits for a thread for b")
        lane.attach(two)
        #expect(!lane.enter(on: two), "b runs")
        lane.next(on: two)
        #expect(lane.state.occupancy.isIdle)
        #expect(!lane.enter(on: one))
    }

    @Test("A job that comes meanwhile gets a thread of its own, and the kept job goes on")
    func jobsMeanwhile() {
        #expect(lane.enter(on: one))
        #expect(!lane.enqueue("b", from: two), "the lane is busy")
        #expect(lane.leave(one), "now it needs a thread")
        #expect(!lane.enter(on: one))
        #expect(lane.attach(two).job == "b")
        #expect(lane.next(on: one).isLeave)
        #expect(lane.state.isRunning(on: two))
    }

    @Test("What a call in place wakes does not stay on its thread")
    func wakesOthers() {
        lane.enter(on: one)
        #expect(!lane.keep("b", from: one))
        #expect(!lane.keep("a", from: two))
    }
}
