import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Shutdown")
    struct ShutdownTests {
        @Test("Before its first use a pool ends at once, and stays ended")
        func beforeFirstUse() async {
            let pool = BlockingThreadPool(threads: 2)
            await pool.shutdown()
            await pool.shutdown()
            await #expect(throws: BlockingExecutorError.shutDown) { try await pool.run { 1 } }
            #expect(pool.snapshot().isShutDown)
            #expect(pool.snapshot().threadsStarted == 0)
        }

        @Test("Idle threads leave at once")
        func idleThreads() async throws {
            let pool = BlockingThreadPool(threads: 4)
            let gate = Gate()
            let calls = (0..<4).map { _ in Task { try await pool.run { gate.wait() } } }
            await gate.waitForArrivals(4)
            gate.open()
            for call in calls { try await call.value }
            await eventually { pool.snapshot().idleThreads == 4 }
            await pool.shutdown()
            await expectNoThreads(of: pool)
        }

        @Test("A running call goes on to its end, calls that wait are refused")
        func runningAndWaitingCalls() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let (gate, ran) = (Gate(), Counter())
            let running = Task {
                try await pool.run {
                    gate.wait()
                    return "result"
                }
            }
            await gate.waitForArrivals()
            let waiting = (0..<10).map { _ in Task { try await pool.run { ran.add() } } }
            await eventually { pool.snapshot().waiting == 10 }

            let end = Task { await pool.shutdown() }
            for call in waiting { await #expect(throws: BlockingExecutorError.shutDown) { try await call.value } }
            #expect(pool.snapshot().threads == 1, "the running call has its thread")
            await #expect(throws: BlockingExecutorError.shutDown) { try await pool.run { ran.add() } }
            gate.open()
            await end.value
            #expect(try await running.value == "result")
            #expect(ran.value == 0)
            await expectNoThreads(of: pool)
        }

        @Test("Cancelling the task that shuts down does not cut the shutdown short")
        func cancelledShutdown() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let gate = Gate()
            let running = Task { try await pool.run { gate.wait() } }
            await gate.waitForArrivals()
            let ended = Counter()
            let end = Task {
                await pool.shutdown()
                ended.add()
            }
            end.cancel()
            await eventually { pool.snapshot().isShutDown }
            #expect(ended.value == 0)
            gate.open()
            await end.value
            try await running.value
            await expectNoThreads(of: pool)
        }

        @Test("A lane that waits for a thread goes on elsewhere, and finds its door shut")
        func waitingLanes() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let gate = Gate()
            let running = Task { try await pool.run { gate.wait() } }
            await gate.waitForArrivals()
            let actors = (0..<20).map { _ in LaneActor(on: pool) }
            let calls = actors.map { actor in Task { try await actor.threadName() } }
            await eventually { pool.snapshot().waiting == 20 }

            let end = Task { await pool.shutdown() }
            for call in calls { await #expect(throws: BlockingExecutorError.shutDown) { try await call.value } }
            for actor in actors {
                await #expect(throws: BlockingExecutorError.shutDown, "and later as well") { try await actor.threadName() }
            }
            gate.open()
            await end.value
            try await running.value
            await expectNoThreads(of: pool)
        }

        @Test("A lane whose thread is busy ends that job; the jobs behind it find the door shut")
        func busyLane() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let actor = LaneActor(on: pool)
            let gate = Gate()
            let running = Task { try await actor.call { gate.wait() } }
            await gate.waitForArrivals()
            let behind = (0..<5).map { _ in Task { try await actor.threadName() } }
            let end = Task { await pool.shutdown() }
            await eventually { pool.snapshot().isShutDown }
            gate.open()
            await end.value
            try await running.value
            for call in behind { await #expect(throws: BlockingExecutorError.shutDown) { try await call.value } }
            await expectNoThreads(of: pool)
        }

        @Test("Two who shut down at once both return when all threads are joined")
        func twice() async throws {
            for _ in 1...100 {
                let pool = BlockingThreadPool(threads: 4)
                let gate = Gate()
                let calls = (0..<4).map { _ in Task { try await pool.run { gate.wait() } } }
                await gate.waitForArrivals(4)
                let ends = (0..<3).map { _ in Task.detached { await pool.shutdown() } }
                gate.open()
                for end in ends { await end.value }
                for call in calls { try await call.value }
                #expect(pool.snapshot().threads == 0)
            }
        }
    }
}

/// The kernel forgets a thread a moment after it was joined.
func expectNoThreads(of pool: BlockingThreadPool, sourceLocation: SourceLocation = #_sourceLocation) async {
    #expect(pool.snapshot().threads == 0, sourceLocation: sourceLocation)
    await eventually(within: .seconds(5), sourceLocation: sourceLocation) { threads(ofPool: pool.configuration.name) == 0 }
}
