import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Lifetime of pools and lanes")
    struct LifetimeTests {
        @Test("A lane and its sticky executor end with their actor, a pool that was shut down ends with its owner")
        func afterShutdown() async throws {
            let weak = try await use { pool, actor in
                try await actor.sticky { for _ in 1...10 { _ = try await actor.threadName() } }
                await pool.shutdown()
            }
            await expectEnd(of: weak)
        }

        @Test("A pool that nobody shut down ends when its threads leave")
        func neverShutDown() async throws {
            let weak = try await use(idleTimeout: .milliseconds(10)) { pool, actor in
                let gate = Gate()
                let calls = (0..<3).map { _ in Task { try await pool.run { gate.wait() } } }
                await gate.waitForArrivals(3)
                gate.open()
                for call in calls { try await call.value }
                _ = try await actor.threadName()
            }
            await expectEnd(of: weak)
        }

        @Test("A pool that was never used ends at once")
        func neverUsed() async throws {
            let weak = try await use { _, _ in }
            #expect(weak.pool.value == nil)
            #expect(weak.lane.value == nil)
        }

        @Test("A pool whose calls were cancelled, refused or stranded keeps neither itself nor their closures")
        func refused() async throws {
            let closures = Closures()
            let weak = try await use { pool, actor in
                let gate = Gate()
                let running = Task { try await pool.run { gate.wait() } }
                await gate.waitForArrivals()
                let waiting = (0..<4).map { _ in closures.start(on: pool) }
                let lane = Task { try await actor.threadName() }
                waiting[0].cancel()
                let end = Task { await pool.shutdown() }
                await eventually { pool.snapshot().isShutDown }
                gate.open()
                await end.value
                _ = try await running.value
                for call in waiting { _ = await call.result }
                _ = await lane.result
            }
            await expectEnd(of: weak)
            await eventually { closures.captured.allSatisfy { $0.value == nil } }
        }

        private typealias References = (name: String, pool: Weak<BlockingThreadPool>, lane: Weak<BlockingLane>)

        private func use(
            idleTimeout: Duration = .seconds(60),
            _ body: (BlockingThreadPool, LaneActor) async throws -> Void
        ) async throws -> References {
            let pool = BlockingThreadPool(threads: 3, idleTimeout: idleTimeout)
            let actor = LaneActor(on: pool)
            try await body(pool, actor)
            return (pool.configuration.name, Weak(pool), Weak(actor.lane))
        }

        private func expectEnd(of references: References) async {
            await eventually { references.lane.value == nil && references.pool.value == nil }
            await eventually { threads(ofPool: references.name) == 0 }
        }
    }
}

/// Starts calls whose closures capture an object each.
private final class Closures {
    private(set) var captured: [Weak<Counter>] = []

    func start(on pool: BlockingThreadPool) -> Task<Int, any Error> {
        let object = Counter()
        captured.append(Weak(object))
        return Task { try await pool.run { object.add() } }
    }
}
