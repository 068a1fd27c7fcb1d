import Testing

@testable import BlockingExecutors

/// The queue of a pool without threads: work is letters, threads are named objects, time is made up.
@Suite("Pool state: queue and threads")
struct PoolStateTests {
    let pool = ImaginaryPool(maximumThreads: 2)

    @Test("Threads start with the work that needs them, up to the maximum; then work waits")
    func startsUpToTheMaximum() {
        #expect(pool.submit("a").number == 1)
        #expect(pool.submit("b").number == 2)
        #expect(pool.submit("c").isWait)
        #expect(pool.state.threads == 2)
        #expect(pool.state.threadsStarted == 2)
        #expect(pool.state.waitingWork == 3)
    }

    @Test("Waiting work is taken first come, first served")
    func fifoOfWork() {
        for work in "abcd" { pool.submit(work) }
        let (x, y) = (ImaginaryPool.Thread("x"), ImaginaryPool.Thread("y"))
        #expect(pool.next(for: x, jobsRun: 0).work == "a")
        #expect(pool.next(for: y, jobsRun: 0).work == "b")
        #expect(pool.next(for: y).work == "c")
        #expect(pool.next(for: x).work == "d")
        #expect(pool.state.waitingWork == 0)
    }

    @Test("The thread that fell idle last is woken first")
    func lifoOfThreads() {
        let pool = ImaginaryPool(maximumThreads: 3)
        let threads = pool.startIdleThreads("x", "y", "z")
        #expect(pool.submit("d").thread === threads[2])
        #expect(pool.submit("e").thread === threads[1])
        #expect(pool.next(for: threads[2]).isSleep)
        #expect(pool.submit("f").thread === threads[2])
        #expect(pool.submit("g").thread === threads[0])
        #expect(pool.submit("h").isWait, "all busy, none more allowed")
    }

    @Test("An idle thread is woken before another is started")
    func prefersIdleThreads() {
        let threads = pool.startIdleThreads("x")
        #expect(pool.submit("b").thread === threads[0])
        #expect(pool.submit("c").number == 2)
    }

    @Test("Jobs are counted as threads report them")
    func countsJobs() {
        let threads = pool.startIdleThreads("x")
        pool.submit("b")
        pool.next(for: threads[0], jobsRun: 7)
        #expect(pool.state.jobsRun == 8)
    }

    @Test("The time waited adds up over all work, and woken threads add nothing")
    func timeWaited() {
        let start = pool.now
        let thread = ImaginaryPool.Thread("x")
        pool.submit("a")
        pool.now = start + .seconds(1)
        pool.submit("b")
        pool.now = start + .seconds(3)
        pool.next(for: thread, jobsRun: 0)
        #expect(pool.state.timeWaited == .seconds(3))
        pool.now = start + .seconds(5)
        pool.next(for: thread)
        #expect(pool.state.timeWaited == .seconds(3 + 4))
        pool.now = start + .seconds(6)
        pool.next(for: thread)
        pool.submit("c")
        pool.now = start + .seconds(60)
        pool.next(for: thread)
        #expect(pool.state.timeWaited == .seconds(7))
    }

    @Test("Work that is withdrawn leaves the queue, and only that")
    func withdraw() {
        for work in "abc" { pool.submit(work) }
        pool.withdraw("b")
        pool.withdraw("x")
        #expect(pool.state.waitingWork == 2)
        let thread = ImaginaryPool.Thread("x")
        #expect(pool.next(for: thread, jobsRun: 0).work == "a")
        #expect(pool.next(for: thread, jobsRun: 0).work == "c")
    }

    @Test("A thread that was started for withdrawn work falls idle")
    func withdrawnBeforeTheThreadStarts() {
        pool.submit("a")
        pool.withdraw("a")
        #expect(pool.next(for: ImaginaryPool.Thread("x"), jobsRun: 0).isSleep)
        #expect(pool.state.idleThreads == 1)
    }
}
