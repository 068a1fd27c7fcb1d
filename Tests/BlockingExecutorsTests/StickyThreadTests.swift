import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Sticky preference: the shortcut")
    struct StickyThreadTests {
        let pool = BlockingThreadPool(threads: 4)

        @Test("The body continues on the thread that made the call, and needs no other")
        func staysOnTheThread() async throws {
            let actor = LaneActor(on: pool)
            try await actor.sticky {
                #expect(!currentThreadName().hasPrefix(pool.configuration.name))
                for _ in 1...100 {
                    let name = try await actor.threadName()
                    #expect(currentThreadName() == name)
                }
            }
            #expect(pool.snapshot().threadsStarted == 1)
            await pool.shutdown()
        }

        @Test("The body leaves the thread when it waits for something else, and comes back with its next call")
        func leavesAndReturns() async throws {
            let actor = LaneActor(on: pool)
            try await actor.sticky {
                let name = try await actor.threadName()
                // Ends only after the body has suspended and left the thread.
                await Task.detached { [pool] in await eventually { pool.snapshot().idleThreads == 1 } }.value
                #expect(!currentThreadName().hasPrefix(pool.configuration.name))
                let again = try await actor.threadName()
                #expect(again == name)
                await MainActor.run { MainActor.assertIsolated() }
            }
            await pool.shutdown()
        }

        @Test("Two lanes: the body continues where it was last")
        func nested() async throws {
            let (one, two) = (LaneActor(on: pool), LaneActor(on: pool))
            try await one.sticky {
                try await two.sticky {
                    for _ in 1...20 {
                        let inner = try await two.threadName()
                        #expect(currentThreadName() == inner)
                        _ = try await one.threadName()
                        #expect(!currentThreadName().hasPrefix(pool.configuration.name), "the inner preference counts")
                    }
                }
                let outer = try await one.threadName()
                #expect(currentThreadName() == outer)
            }
            await pool.shutdown()
        }

        @Test("A body on the main actor stays there, without the shortcut")
        @MainActor
        func mainActor() async throws {
            let actor = LaneActor(on: pool)
            var calls = 0
            try await withTaskExecutorPreference(actor.lane.sticky) {
                for _ in 1...20 {
                    MainActor.assertIsolated()
                    let name = try await actor.threadName()
                    #expect(name.hasPrefix(pool.configuration.name))
                    #expect(!currentThreadName().hasPrefix(pool.configuration.name))
                    calls += 1
                }
            }
            #expect(calls == 20)
            await pool.shutdown()
        }

        @Test("A body on another actor keeps that actor's isolation", arguments: [false, true])
        func otherActor(onLane: Bool) async throws {
            let actor = LaneActor(on: pool)
            if onLane {
                #expect(try await LaneCaller(on: pool).call(actor, times: 50) == 50)
            } else {
                #expect(try await OrdinaryCaller().call(actor, times: 50) == 50)
            }
            await pool.shutdown()
        }

        @Test("A body on the lane's own actor works")
        func sameActor() async throws {
            let caller = LaneCaller(on: pool)
            #expect(try await caller.callItself(times: 50) == 50)
            await pool.shutdown()
        }

        @Test("After a shutdown the body goes on, and its calls throw")
        func afterShutdown() async throws {
            let actor = LaneActor(on: pool)
            try await actor.sticky {
                _ = try await actor.threadName()
                await Task.detached { [pool] in await pool.shutdown() }.value
                for _ in 1...10 {
                    await #expect(throws: BlockingExecutorError.shutDown) { try await actor.threadName() }
                    #expect(!currentThreadName().hasPrefix(pool.configuration.name))
                }
            }
            await expectNoThreads(of: pool)
        }
    }
}

private actor OrdinaryCaller {
    private var calls = 0

    func call(_ actor: LaneActor, times: Int) async throws -> Int {
        try await withTaskExecutorPreference(actor.lane.sticky) {
            for _ in 1...times {
                assertIsolated()
                _ = try await actor.threadName()
                calls += 1
            }
            return calls
        }
    }
}

private actor LaneCaller {
    private let lane: BlockingLane
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe lane.asUnownedSerialExecutor() }
    private var calls = 0

    init(on pool: BlockingThreadPool) {
        lane = pool.makeLane()
    }

    func call(_ actor: LaneActor, times: Int) async throws -> Int {
        try await withTaskExecutorPreference(actor.lane.sticky) {
            for _ in 1...times {
                assertIsolated()
                _ = try await actor.threadName()
                calls += 1
            }
            return calls
        }
    }

    func callItself(times: Int) async throws -> Int {
        try await withTaskExecutorPreference(lane.sticky) {
            for _ in 1...times {
                assertIsolated()
                await Task.yield()
                calls += try lane.blocking { 1 }
            }
            return calls
        }
    }
}
