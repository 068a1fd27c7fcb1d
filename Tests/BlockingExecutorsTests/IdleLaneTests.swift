import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Idle lanes")
    struct IdleLaneTests {
        @Test("1,000 lanes that were used own no thread once the idle time-out has passed, and can be used again")
        func idleLanesOwnNoThread() async throws {
            let pool = BlockingThreadPool(threads: 8, idleTimeout: .milliseconds(20))
            let actors = (0..<1_000).map { _ in LaneActor(on: pool) }
            for _ in 1...2 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for actor in actors { group.addTask { _ = try await actor.call { 1 } } }
                    try await group.waitForAll()
                }
                #expect(pool.snapshot().threadsStarted > 0)
                await eventually { pool.snapshot().threads == 0 }
                await eventually { threads(ofPool: pool.configuration.name) == 0 }
            }
            #expect(pool.snapshot().jobsRun == 2_000)
            #expect(pool.snapshot().idleThreads == 0)
        }

        @Test("Lanes that were never used start no thread")
        func unusedLanes() {
            let pool = BlockingThreadPool(threads: 8)
            let lanes = (0..<1_000).map { _ in pool.makeLane() }
            #expect(lanes.count == 1_000)
            #expect(pool.snapshot().threadsStarted == 0)
        }

        @Test("Without idle time a thread leaves when there is nothing to do", arguments: [Duration.zero, .seconds(-1)])
        func noIdleTime(timeout: Duration) async throws {
            let pool = BlockingThreadPool(threads: 8, idleTimeout: timeout)
            for _ in 1...100 { _ = try await pool.run { 1 } }
            await eventually { pool.snapshot().threads == 0 }
        }

        @Test("Work that comes as threads reach their idle time-out is never lost")
        func retireRace() async throws {
            let pool = BlockingThreadPool(threads: 2, idleTimeout: .microseconds(100))
            let actor = LaneActor(on: pool)
            for round in 1...2_000 {
                // About as long as the time-out, sometimes more, sometimes less.
                if round.isMultiple(of: 2) { try await Task.sleep(for: .microseconds(round % 50 * 4)) }
                #expect(try await actor.call { round } == round)
            }
            #expect(pool.snapshot().jobsRun <= 2_000)
        }
    }
}
