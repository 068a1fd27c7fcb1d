import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Tasks that prefer a pool")
    struct TaskExecutorTests {
        @Test("The task runs on the pool's threads, before and after it suspends, and the task is the future")
        func future() async throws {
            let pool = BlockingThreadPool(threads: 2)
            let future = Task(executorPreference: pool) {
                let before = currentThreadName()
                try await Task.sleep(for: .milliseconds(1))
                return [before, currentThreadName()]
            }
            for name in try await future.value { #expect(name.hasPrefix(pool.configuration.name + "-")) }
            await pool.shutdown()
        }

        @Test("Child tasks inherit the preference and run at the same time")
        func children() async {
            let pool = BlockingThreadPool(threads: 4)
            let gate = Gate()
            await Task(executorPreference: pool) {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<3 { group.addTask { gate.wait() } }
                    group.addTask {
                        await gate.waitForArrivals(3)
                        gate.open()
                    }
                }
            }.value
            #expect(gate.arrived == 3)
            await pool.shutdown()
        }

        @Test("Actors with an executor of their own ignore the preference, others run on the pool's threads")
        func actors() async throws {
            let (pool, other) = (BlockingThreadPool(threads: 1), BlockingThreadPool(threads: 1))
            let (onLane, ordinary) = (LaneActor(on: other), Ordinary())
            try await Task(executorPreference: pool) {
                let names = (try await onLane.threadName(), await ordinary.threadName())
                #expect(names == (other.configuration.name + "-1", pool.configuration.name + "-1"))
                await MainActor.run { MainActor.assertIsolated() }
                #expect(currentThreadName() == pool.configuration.name + "-1")
            }.value
            await pool.shutdown()
            await other.shutdown()
        }

        @Test("A task that began before the shutdown ends on Swift's own threads")
        func shutdown() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let (gate, tooLate) = (Gate(), Gate())
            let task = Task(executorPreference: pool) {
                gate.wait()
                await tooLate.waitForArrivals()
                return currentThreadName()
            }
            await gate.waitForArrivals()
            let end = Task { await pool.shutdown() }
            await eventually { pool.snapshot().isShutDown }
            gate.open()
            await end.value
            tooLate.open()
            tooLate.wait()
            #expect(await !task.value.hasPrefix(pool.configuration.name + "-"))
        }
    }
}

private actor Ordinary {
    func threadName() -> String { currentThreadName() }
}
