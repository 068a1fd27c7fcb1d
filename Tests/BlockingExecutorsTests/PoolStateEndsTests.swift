import Testing

@testable import BlockingExecutors

@Suite("Pool state: threads that leave or never come, and shutdown")
struct PoolStateEndsTests {
    let pool = ImaginaryPool(maximumThreads: 3)

    @Test("Without any thread, a refused start strands all the work that waits")
    func noThreadAtAll() {
        pool.submit("a")
        #expect(pool.threadNotStarted() == ["a"])
        #expect(pool.state.threads == 0)
        #expect(pool.state.threadsStarted == 0)
        #expect(pool.state.waitingWork == 0)
    }

    @Test("With another thread, even one that is still starting, work waits for that one")
    func anotherThread() {
        pool.submit("a")
        pool.submit("b")
        #expect(pool.threadNotStarted() == [])
        #expect(pool.state.waitingWork == 2)
        #expect(pool.threadNotStarted() == ["a", "b"], "the other one failed as well")
    }

    @Test("The next work tries again, under a number that was not used before")
    func triesAgain() {
        let threads = pool.startIdleThreads("x")
        pool.submit("b")
        #expect(pool.submit("c").number == 2)
        #expect(pool.submit("d").number == 3)
        #expect(pool.threadNotStarted() == [])
        #expect(pool.submit("e").number == 4)
        #expect(pool.state.threadsStarted == 3)
        #expect(pool.next(for: threads[0]).work == "c")
    }

    @Test("An idle thread retires once")
    func retires() {
        let threads = pool.startIdleThreads("x", "y")
        #expect(pool.retire(threads[0]))
        #expect(pool.state.threads == 1)
        #expect(pool.state.idleThreads == 1)
        #expect(!pool.retire(threads[0]))
        #expect(pool.submit("c").thread === threads[1])
    }

    @Test("A thread that is woken as its time-out passes does not retire")
    func retireRace() {
        let threads = pool.startIdleThreads("x")
        #expect(pool.submit("b").thread === threads[0])
        #expect(!pool.retire(threads[0]), "its mail is on the way")
        #expect(pool.state.threads == 1)
    }

    @Test("Shutdown tells idle threads, refuses what waits, and lets busy threads end")
    func shutDown() {
        let threads = pool.startIdleThreads("x", "y", "z")
        for work in "bcdef" { pool.submit(work) }
        pool.next(for: threads[0])
        pool.next(for: threads[1])
        pool.next(for: threads[1])
        #expect(pool.state.idleThreads == 1)

        let (idle, refused) = pool.shutDown()
        #expect(idle.map(\.name) == ["y"])
        #expect(refused == [])
        #expect(pool.state.isShutDown)
        #expect(pool.state.threads == 2)
        #expect(pool.state.idleThreads == 0)
        #expect(pool.submit("g").isRefuse)
        #expect(pool.next(for: threads[0]).isExit)
        #expect(pool.next(for: threads[2]).isExit)
        #expect(pool.state.threads == 0)
    }

    @Test("Work that waits at shutdown is refused in its order")
    func shutDownWithWaitingWork() {
        for work in "abcde" { pool.submit(work) }
        pool.next(for: ImaginaryPool.Thread("x"), jobsRun: 0)
        #expect(pool.shutDown().refused == ["b", "c", "d", "e"])
        #expect(pool.state.waitingWork == 0)
        #expect(pool.next(for: ImaginaryPool.Thread("y"), jobsRun: 0).isExit, "a thread that was still starting")
    }

    @Test("A thread that times out as the pool shuts down does not retire: it has mail")
    func retireAfterShutdown() {
        let threads = pool.startIdleThreads("x")
        pool.shutDown()
        #expect(!pool.retire(threads[0]))
        #expect(pool.state.threads == 0)
    }

    @Test("Shutting down twice changes nothing")
    func shutDownTwice() {
        _ = pool.startIdleThreads("x")
        pool.submit("b")
        pool.shutDown()
        let (idle, refused) = pool.shutDown()
        #expect(idle.isEmpty && refused.isEmpty)
        #expect(pool.state.threads == 1)
    }
}
