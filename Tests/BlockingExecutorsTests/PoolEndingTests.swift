import Testing

@testable import BlockingExecutors

/// Who joins whom: threads are numbers, those who wait for the end are letters.
@Suite("Pool ending")
struct PoolEndingTests {
    let ending = ImaginaryEnding()

    @Test("Without threads nobody waits, and there is nobody to join")
    func noThreads() {
        #expect(ending.wait("a") == "a")
        #expect(ending.takeExited() == nil)
        #expect(ending.joined() == nil)
        #expect(ending.wait("b") == "b")
    }

    @Test("Each thread joins the one that ended before it; the last is left for the waiter")
    func chain() {
        for _ in 1...3 { ending.threadStarts() }
        #expect(ending.wait("a") == nil)
        #expect(ending.threadExits(1) == (nil, nil))
        #expect(ending.threadExits(2) == (1, nil))
        #expect(ending.threadExits(3) == (2, "a"))
        #expect(ending.takeExited() == 3)
        #expect(ending.takeExited() == nil)
    }

    @Test("Those who wait go on one after the other, when the one before has joined")
    func waitersInTurn() {
        ending.threadStarts()
        #expect(ending.wait("a") == nil)
        #expect(ending.wait("b") == nil)
        #expect(ending.threadExits(1) == (nil, "a"))
        #expect(ending.wait("c") == nil, "a is joining")
        #expect(ending.takeExited() == 1)
        #expect(ending.joined() == "b")
        #expect(ending.takeExited() == nil)
        #expect(ending.joined() == "c")
        #expect(ending.joined() == nil)
    }

    @Test("A thread that was announced is waited for, although it has not begun")
    func startingThread() {
        ending.threadStarts()
        #expect(ending.wait("a") == nil)
        #expect(ending.threadExits(1) == (nil, "a"))
    }

    @Test("A refused thread is not waited for")
    func refusedThread() {
        ending.threadStarts()
        ending.threadStarts()
        #expect(ending.wait("a") == nil)
        #expect(ending.threadDidNotStart() == nil)
        #expect(ending.threadExits(1) == (nil, "a"))
        _ = ending.takeExited()
        _ = ending.joined()

        ending.threadStarts()
        #expect(ending.wait("b") == nil)
        #expect(ending.threadDidNotStart() == "b")
    }

    @Test("A thread that left by itself is joined by the next one to leave, or by the waiter")
    func idleTimeout() {
        ending.threadStarts()
        #expect(ending.threadExits(1) == (nil, nil))
        ending.threadStarts()
        #expect(ending.threadExits(2) == (1, nil))
        #expect(ending.wait("a") == "a")
        #expect(ending.takeExited() == 2)
    }
}
