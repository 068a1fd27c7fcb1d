import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("A lane that stops waiting for a thread")
    struct StopWaitingTests {
        @Test("runs its job at once on another thread, where the door is shut, and waits again with the next")
        func stops() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let gate = Gate()
            let running = Task { try await pool.run { gate.wait() } }
            await gate.waitForArrivals()
            let actor = LaneActor(on: pool)
            #expect(!actor.lane.stopWaiting(), "it has nothing to do")
            for _ in 0..<100 {
                let call = Task { try await actor.threadName() }
                await eventually { pool.snapshot().waiting == 1 }
                #expect(actor.lane.stopWaiting())
                await #expect(throws: BlockingExecutorError.stoppedWaiting) { try await call.value }
            }
            let later = Task { try await actor.threadName() }
            await eventually { pool.snapshot().waiting == 1 }
            gate.open()
            #expect(try await later.value.hasPrefix(pool.configuration.name))
            try await running.value
            await pool.shutdown()
        }

        @Test("while it runs does nothing")
        func running() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let gate = Gate()
            let actor = LaneActor(on: pool)
            let running = Task { try await actor.call { gate.wait() } }
            await gate.waitForArrivals()
            let behind = Task { try await actor.threadName() }
            #expect(!actor.lane.stopWaiting())
            gate.open()
            try await running.value
            #expect(try await behind.value.hasPrefix(pool.configuration.name))
            await pool.shutdown()
        }

        @Test("races with threads that come free: each job runs once, here or there")
        func races() async throws {
            let pool = BlockingThreadPool(threads: 2)
            let actors = (0..<8).map { _ in LaneActor(on: pool) }
            let ends = Counter()
            await withTaskGroup(of: Void.self) { group in
                for actor in actors {
                    group.addTask {
                        for _ in 0..<200 {
                            do {
                                _ = try await actor.threadName()
                            } catch {
                                #expect(error as? BlockingExecutorError == .stoppedWaiting)
                            }
                            ends.add()
                        }
                    }
                    group.addTask {
                        while ends.value < 1600 {
                            actor.lane.stopWaiting()
                            await Task.yield()
                        }
                    }
                }
            }
            #expect(ends.value == 1600)
            await pool.shutdown()
        }
    }
}
