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

    @Test("The turn stays until the KILL has been answered, although the call is over")
    func killing() {
        var calls = ConnectionCalls<String>()
        _ = calls.arrive()
        _ = calls.arrive()
        _ = calls.wait(2, "b")
        #expect(calls.begin(1) == nil)
        #expect(calls.interrupt(1, .taskCancelled).isStop)
        let mayKill = calls.beginKill(1)
        #expect(mayKill)
        let end = calls.end(1)
        #expect(end.next == nil && end.wasKilled && end.interruption == .taskCancelled)
        #expect(!calls.isRunning(1))
        let mayKillAgain = calls.beginKill(1)
        #expect(!mayKillAgain, "it is over")
        #expect(calls.interruptCurrent(.requested).isNothing)
        #expect(calls.endKill(1) == "b")
        #expect(calls.endKill(1) == nil)
        #expect(calls.begin(2) == nil)
        #expect(calls.end(2).wasKilled == false)
    }

    @Test("A KILL that is answered while the call runs changes nothing, and may be repeated")
    func repeatedKills() {
        var calls = ConnectionCalls<String>()
        _ = calls.arrive()
        let early = calls.beginKill(1)
        #expect(!early, "it does not run yet")
        #expect(calls.begin(1) == nil)
        for _ in 0..<3 {
            let mayKill = calls.beginKill(1)
            #expect(mayKill)
            #expect(calls.endKill(1) == nil)
        }
        #expect(calls.end(1).wasKilled)
        #expect(calls.arrive() == .go(2))
    }

    @Test("A connection that is closed waits for no KILL: there is nothing left to hit")
    func closedWhileKilling() {
        var calls = ConnectionCalls<String>()
        _ = calls.arrive()
        _ = calls.arrive()
        _ = calls.wait(2, "b")
        #expect(calls.begin(1) == nil)
        _ = calls.beginKill(1)
        #expect(calls.end(1, isConnectionOpen: false).next == "b")
        #expect(calls.endKill(1) == nil, "it is the next call's turn")
        #expect(calls.isWaitingForThread(2))
    }

    @Test("What cleans up is stopped when it runs, and begins all the same")
    func cleaningUp() {
        var calls = ConnectionCalls<String>()
        _ = calls.arrive()
        #expect(calls.interruptIfRunning(1, .leftEarly).isNothing)
        #expect(calls.begin(1) == nil)
        #expect(calls.interruptIfRunning(1, .leftEarly).isStop)
        #expect(calls.interruptIfRunning(1, .leftEarly).isNothing)
        #expect(calls.interruptIfRunning(1, .taskCancelled).isStop, "now in a hurry")
        #expect(calls.interruptIfRunning(1, .taskCancelled).isNothing)
        for _ in 0..<2 { _ = calls.beginKill(1) }
        _ = calls.end(1)
        #expect(calls.arrive() == .wait(2))
        let waits = calls.wait(2, "b")
        #expect(waits)
        #expect(calls.endKill(1) == nil, "the other KILL is still on its way")
        #expect(calls.endKill(1) == "b")
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

    @Test("A call of the body's task runs at once, or not at all")
    func beginsInBody() {
        var calls = ConnectionCalls<String>()
        #expect(calls.beginInBody() == 1)
        #expect(calls.isRunning(1))
        #expect(calls.beginInBody() == nil)
        #expect(calls.arrive() == .wait(2))
        _ = calls.wait(2, "b")
        #expect(calls.end(1).next == "b")
        #expect(calls.beginInBody() == nil, "the turn is another's")
    }

    @Test("The cancellation of the body's task stops its own call and no other's")
    func interruptsBody() {
        var calls = ConnectionCalls<String>()
        #expect(calls.interruptBody(.taskCancelled).isNothing)
        _ = calls.beginInBody()
        #expect(calls.interruptBody(.taskCancelled).isStop)
        #expect(calls.end(1).interruption == .taskCancelled)
        #expect(calls.interruptBody(.taskCancelled).isNothing)
        _ = calls.arrive()
        #expect(calls.interruptBody(.taskCancelled).isNothing)
        #expect(calls.begin(2) == nil)
        #expect(calls.interruptBody(.taskCancelled).isNothing)
    }
}

extension ConnectionCalls.Interrupting {
    var leaver: Waiter? { if case .leave(let waiter) = self { waiter } else { nil } }
    var isNothing: Bool { if case .nothing = self { true } else { false } }
    var isHurry: Bool { if case .hurry = self { true } else { false } }
    var isStop: Bool { if case .stop = self { true } else { false } }
}
