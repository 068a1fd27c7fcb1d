import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Sticky preference: calls in place")
    struct LaneAtOnceTests {
        let pool = BlockingThreadPool(threads: 4)

        @Test("A body runs at once, isolated, where code under the preference is on the lane's thread")
        func atOnce() async throws {
            let actor = LaneActor(on: pool)
            try await actor.sticky {
                #expect(actor.lane.atOnce(actor) { _ in 1 } == nil, "not there yet")
                let name = try await actor.threadName()
                for _ in 1...100 {
                    let inPlace = try actor.lane.atOnce(actor) { actor in
                        actor.assertIsolated()
                        return try actor.threadName()
                    }
                    #expect(inPlace == name)
                    #expect(actor.lane.isIsolatingCurrentContext() == false)
                }
                #expect(try await actor.threadName() == name)
            }
            #expect(pool.snapshot().threadsStarted == 1)
            await pool.shutdown()
        }

        @Test("It does not run from an ordinary task, a child task, or the thread of another lane")
        func elsewhere() async throws {
            let (actor, other) = (LaneActor(on: pool), LaneActor(on: pool))
            _ = try await actor.threadName()
            #expect(actor.lane.atOnce(actor) { _ in 1 } == nil)
            try await actor.sticky {
                _ = try await actor.threadName()
                #expect(other.lane.atOnce(other) { _ in 1 } == nil)
                async let child = actor.lane.atOnce(actor) { _ in 1 }
                #expect(await child == nil)
                #expect(try await actor.call { actor.lane.atOnce(actor) { _ in 1 } } == nil, "inside of a call")
            }
            await pool.shutdown()
        }

        @Test("An error of the body leaves the lane free")
        func errors() async throws {
            struct Failure: Error {}
            let actor = LaneActor(on: pool)
            try await actor.sticky {
                _ = try await actor.threadName()
                #expect(throws: Failure.self) { try actor.lane.atOnce(actor) { _ -> Int in throw Failure() } }
                #expect(actor.lane.atOnce(actor) { _ in 1 } == 1)
            }
            #expect(try await actor.call { 1 } == 1)
            await pool.shutdown()
        }

        @Test("A job that comes meanwhile waits for the call, and not for what comes behind it")
        func jobsMeanwhile() async throws {
            let actor = LaneActor(on: pool)
            try await actor.sticky {
                _ = try await actor.threadName()
                let gate = Gate()
                let ran: Task<Int, any Error>? = actor.lane.atOnce(actor) { _ in
                    let task = Task.detached {
                        gate.open()
                        return try await actor.call { 7 }
                    }
                    gate.wait()
                    return task
                }
                // Keeps this thread: the job must not need it.
                let task = try #require(ran)
                let done = Gate()
                Task.detached {
                    _ = await task.result
                    done.open()
                }
                done.wait()
                #expect(try await task.value == 7)
            }
            await pool.shutdown()
        }

        @Test("It does not run where threads are wanted elsewhere, nor after a shutdown")
        func wanted() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let (actor, other) = (LaneActor(on: pool), LaneActor(on: pool))
            try await actor.sticky {
                _ = try await actor.threadName()
                let waiting = Task.detached { try await other.threadName() }
                let done = Gate()
                Task.detached {
                    await eventually { pool.snapshot().waiting == 1 }
                    done.open()
                }
                done.wait()
                #expect(actor.lane.atOnce(actor) { _ in 1 } == nil)
                _ = try await actor.threadName()
                _ = try await waiting.value
                _ = try await actor.threadName()
                await Task.detached { await pool.shutdown() }.value
                #expect(actor.lane.atOnce(actor) { _ in 1 } == nil)
            }
            await self.pool.shutdown()
        }
    }
}
