import Testing

@testable import MariaDB

/// The calls of a connection, event by event: waiters are letters, and nothing runs.
@Suite("Calls of a connection")
struct ConnectionCallsTests {
    @Test("The first call has the turn at once; others get it in the order of their arrival")
    func order() {
        var calls = ConnectionCalls<String>()
        #expect(calls.arrive() == .go(1))
        #expect(calls.arrive() == .wait(2))
        #expect(calls.arrive() == .wait(3))
        let waits = (calls.wait(2, "b"), calls.wait(3, "c"))
        #expect(waits == (true, true))
        #expect(calls.begin(1) == nil)
        #expect(calls.end(1).next == "b")
        #expect(calls.begin(2) == nil)
        #expect(calls.end(2).next == "c")
        #expect(calls.end(3).next == nil)
        #expect(calls.arrive() == .go(4))
    }

    @Test("A turn that comes free before the call stands in the queue is the call's own")
    func freeMeanwhile() {
        var calls = ConnectionCalls<String>()
        _ = calls.arrive()
        #expect(calls.arrive() == .wait(2))
        #expect(calls.end(1).next == nil)
        let waits = calls.wait(2, "b")
        #expect(!waits)
        #expect(calls.arrive() == .wait(3))
    }

    @Test("A waiter that is interrupted leaves, and the others keep their order")
    func leaving() {
        var calls = ConnectionCalls<String>()
        _ = calls.arrive()
        for (number, waiter) in [(UInt64(2), "b"), (3, "c"), (4, "d")] {
            _ = calls.arrive()
            _ = calls.wait(number, waiter)
        }
        #expect(calls.interrupt(3, .taskCancelled).leaver == "c")
        #expect(calls.interrupt(3, .taskCancelled).isNothing)
        #expect(calls.waitingCalls == 2)
        #expect(calls.end(1).next == "b")
        #expect(calls.end(2).next == "d")
    }

    @Test("A call that has the turn and no thread yet does not begin once it is interrupted")
    func beforeTheThread() {
        var calls = ConnectionCalls<String>()
        _ = calls.arrive()
        #expect(calls.interrupt(1, .taskCancelled).isHurry)
        #expect(calls.begin(1) == .taskCancelled)
        #expect(calls.end(1).interruption == .taskCancelled)
    }

    @Test("A call that runs is to be stopped, once, and its first reason counts")
    func running() {
        var calls = ConnectionCalls<String>()
        _ = calls.arrive()
        #expect(calls.begin(1) == nil)
        #expect(calls.interruptCurrent(.requested).isStop)
        #expect(calls.interrupt(1, .taskCancelled).isNothing)
        #expect(calls.end(1).interruption == .requested)
    }

    @Test("A call that is over can not be interrupted, nor can its end touch the next one")
    func over() {
        var calls = ConnectionCalls<String>()
        _ = calls.arrive()
        _ = calls.end(1)
        _ = calls.arrive()
        #expect(calls.interrupt(1, .taskCancelled).isNothing)
        #expect(calls.end(1).interruption == nil)
        #expect(calls.begin(2) == nil)
        #expect(calls.end(2).interruption == nil)
        #expect(calls.interruptCurrent(.requested).isNothing)
    }
}

extension ConnectionCalls.Interrupting {
    var leaver: Waiter? { if case .leave(let waiter) = self { waiter } else { nil } }
    var isNothing: Bool { if case .nothing = self { true } else { false } }
    var isHurry: Bool { if case .hurry = self { true } else { false } }
    var isStop: Bool { if case .stop = self { true } else { false } }
}
