import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("run")
    struct RunTests {
        @Test("It returns what the closure returns and throws what it throws")
        func results() async throws {
            let pool = BlockingThreadPool(threads: 2)
            #expect(try await pool.run { 6 * 7 } == 42)
            await #expect(throws: Failure(number: 7)) { try await pool.run { throw Failure(number: 7) } }
            #expect(try await pool.run { 1 } == 1, "the thread survives an error")
            await pool.shutdown()
        }

        @Test("Closures run at the same time, as many as there are threads, and the others wait in order")
        func concurrency() async throws {
            let pool = BlockingThreadPool(threads: 3)
            let gate = Gate()
            let calls = (0..<10).map { number in
                Task {
                    try await pool.run {
                        gate.wait()
                        return number
                    }
                }
            }
            await gate.waitForArrivals(3)
            await eventually { pool.snapshot().waiting == 7 }
            #expect(gate.arrived == 3)
            #expect(pool.snapshot().busyThreads == 3)
            #expect(pool.snapshot().threads == 3)
            gate.open()
            for (number, call) in calls.enumerated() { #expect(try await call.value == number) }
            await eventually { pool.snapshot().idleThreads == 3 }
            #expect(pool.snapshot().waiting == 0)
            #expect(pool.snapshot().jobsRun == 10)
            #expect(pool.snapshot().timeWaited > .zero)
            await pool.shutdown()
        }

        @Test("One caller needs one thread, which is free again when the caller has its result")
        func oneCaller() async throws {
            let pool = BlockingThreadPool(threads: 4)
            for round in 1...1_000 {
                try await pool.run {}
                #expect(pool.snapshot().idleThreads == 1)
                #expect(pool.snapshot().jobsRun == round)
            }
            #expect(pool.snapshot().threadsStarted == 1)
            await pool.shutdown()
        }

        @Test("The actor that calls stays free meanwhile, and gets its result on itself")
        func callerIsFree() async throws {
            let pool = BlockingThreadPool(threads: 1)
            try await callFromMainActor(pool)
            await pool.shutdown()
        }

        @MainActor
        private func callFromMainActor(_ pool: BlockingThreadPool) async throws {
            let gate = Gate()
            // Opened by a job of the main actor, which therefore must not be blocked by the call.
            Task { @MainActor in
                await gate.waitForArrivals()
                gate.open()
            }
            try await pool.run { gate.wait() }
            MainActor.assertIsolated()
        }

        private struct Failure: Error, Equatable { let number: Int }
    }
}
