import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Shutdown from inside, and while threads start")
    struct ShutdownFromInsideTests {
        @Test("A job of the pool itself may shut it down")
        func fromAJob() async {
            let pool = BlockingThreadPool(threads: 2)
            await Task(executorPreference: pool) { await pool.shutdown() }.value
            await expectNoThreads(of: pool)
        }

        @Test("An actor on a lane of the pool may shut it down")
        func fromALane() async {
            let pool = BlockingThreadPool(threads: 2)
            let actor = Owner(of: pool)
            await actor.shutDown()
            await #expect(throws: BlockingExecutorError.shutDown) { try await actor.call() }
            await expectNoThreads(of: pool)
        }

        @Test("A task under the sticky preference may shut the pool down from the lane's thread")
        func fromASticky() async throws {
            let pool = BlockingThreadPool(threads: 2)
            let actor = LaneActor(on: pool)
            try await actor.sticky {
                let name = try await actor.threadName()
                #expect(currentThreadName() == name)
                await pool.shutdown()
                await #expect(throws: BlockingExecutorError.shutDown) { try await actor.threadName() }
            }
            await expectNoThreads(of: pool)
        }

        /// A shutdown that returned although a thread was only just starting would leave that thread with its reference to the
        /// pool, so that the pool outlives this.
        @Test("A shutdown while threads start waits for those as well")
        func whileThreadsStart() async {
            for _ in 1...500 {
                let weakPool: Weak<BlockingThreadPool>
                do {
                    let pool = BlockingThreadPool(threads: 4)
                    weakPool = Weak(pool)
                    let calls = (0..<4).map { _ in Task.detached { try? await pool.run { 1 } } }
                    await Task.yield()
                    await pool.shutdown()
                    #expect(pool.snapshot().threads == 0)
                    for call in calls { _ = await call.value }
                    #expect(pool.snapshot().threads == 0)
                }
                await eventually(within: .seconds(5)) { weakPool.value == nil }
            }
        }

        @Test("A task that calls its lane again and again does not keep a pool from ending")
        func stickyLoop() async throws {
            let pool = BlockingThreadPool(threads: 2)
            let actor = LaneActor(on: pool)
            let (calls, stop) = (Counter(), Gate())
            let loop = Task.detached {
                await actor.sticky {
                    while !stop.isOpen {
                        _ = try? await actor.call { 1 }
                        calls.add()
                    }
                }
            }
            await eventually { calls.value > 100 }
            await pool.shutdown()
            await expectNoThreads(of: pool)
            let before = calls.value
            await eventually { calls.value > before }
            stop.open()
            await loop.value
        }

        @Test("Jobs that other tasks send to a lane without end do not keep a pool from ending")
        func endlessJobs() async {
            let pool = BlockingThreadPool(threads: 2)
            let actor = LaneActor(on: pool)
            let stop = Gate()
            let loops = (0..<4).map { _ in
                Task.detached { while !stop.isOpen { _ = try? await actor.call { 1 } } }
            }
            await eventually { pool.snapshot().threadsStarted > 0 }
            await pool.shutdown()
            await expectNoThreads(of: pool)
            stop.open()
            for loop in loops { await loop.value }
        }
    }
}

private actor Owner {
    private let pool: BlockingThreadPool
    private let lane: BlockingLane
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe lane.asUnownedSerialExecutor() }

    init(of pool: BlockingThreadPool) {
        self.pool = pool
        lane = pool.makeLane()
    }

    func shutDown() async { await pool.shutdown() }
    func call() throws { try lane.blocking {} }
}
