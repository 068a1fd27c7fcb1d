import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Cancellation of run")
    struct RunCancellationTests {
        let pool = BlockingThreadPool(threads: 1)
        let gate = Gate()
        let ran = Counter()

        /// Occupies the pool's only thread until the gate opens.
        private func block() async -> Task<Int, any Error> {
            let call = Task { [pool, gate] in
                try await pool.run {
                    gate.wait()
                    return 1
                }
            }
            await gate.waitForArrivals()
            return call
        }

        @Test("A call that waits ends at once, never runs and leaves the queue")
        func whileWaiting() async throws {
            let running = await block()
            let waiting = Task { [pool, ran] in try await pool.run { ran.add() } }
            await eventually { pool.snapshot().waiting == 1 }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            #expect(pool.snapshot().waiting == 0)
            gate.open()
            #expect(try await running.value == 1)
            await pool.shutdown()
            #expect(ran.value == 0)
            #expect(pool.snapshot().jobsRun == 1)
        }

        @Test("A task that is cancelled already runs nothing and starts no thread")
        func beforeTheCall() async {
            let call = Task { [pool, ran] in
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                return try await pool.run { ran.add() }
            }
            await #expect(throws: CancellationError.self) { try await call.value }
            #expect(ran.value == 0)
            #expect(pool.snapshot().threadsStarted == 0)
        }

        @Test("A closure that has begun is not interrupted, and its result counts")
        func whileRunning() async throws {
            let running = await block()
            running.cancel()
            gate.open()
            #expect(try await running.value == 1)
            await pool.shutdown()
        }

        @Test("However late or early the cancellation comes, nothing is left in the queue of a pool that is full")
        func raceWithTheQueue() async throws {
            let running = await block()
            for _ in 1...2_000 {
                let call = Task.detached { [pool, ran] in try await pool.run { ran.add() } }
                Task.detached { call.cancel() }
                await #expect(throws: CancellationError.self) { try await call.value }
            }
            await eventually(within: .seconds(5)) { pool.snapshot().waiting == 0 }
            gate.open()
            _ = try await running.value
            await pool.shutdown()
            #expect(ran.value == 0)
        }

        @Test("Cancellation and start at the same moment: either the closure ran or the call was cancelled")
        func raceWithTheStart() async throws {
            for _ in 1...2_000 {
                let ran = Counter()
                let call = Task.detached { [pool] in try await pool.run { ran.add() } }
                Task.detached { call.cancel() }
                switch await call.result {
                case .success: #expect(ran.value == 1)
                case .failure: #expect(ran.value == 0)
                }
            }
            await pool.shutdown()
        }

        @Test("10,000 calls that wait are cancelled together")
        func many() async throws {
            let running = await block()
            let calls = Task { [pool, ran] in
                await withTaskGroup(of: Bool.self) { group in
                    for _ in 1...10_000 {
                        group.addTask {
                            do {
                                try await pool.run { _ = ran.add() }
                                return false
                            } catch { return error is CancellationError }
                        }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
            }
            await eventually { pool.snapshot().waiting == 10_000 }
            calls.cancel()
            #expect(await calls.value == 10_000)
            #expect(pool.snapshot().waiting == 0)
            gate.open()
            _ = try await running.value
            await pool.shutdown()
            #expect(ran.value == 0)
        }
    }
}
