import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Isolation of a lane")
    struct LaneIsolationTests {
        @Test("Callbacks of blocking code may assume the actor's isolation")
        func assumeIsolated() async throws {
            let pool = BlockingThreadPool(threads: 2)
            let actor = Caller(on: pool)
            try await actor.callWithCallback()
            #expect(await actor.callbacks == 1)
            await pool.shutdown()
        }

        @Test("Only the thread that runs the lane is on it")
        func isIsolating() async throws {
            let pool = BlockingThreadPool(threads: 2)
            let (actor, other) = (LaneActor(on: pool), LaneActor(on: pool))
            let (lane, gate) = (actor.lane, Gate())
            #expect(lane.isIsolatingCurrentContext() == false)
            let running = Task {
                try await actor.call {
                    gate.wait()
                    return lane.isIsolatingCurrentContext()
                }
            }
            await gate.waitForArrivals()
            #expect(lane.isIsolatingCurrentContext() == false, "another thread")
            #expect(try await other.call { lane.isIsolatingCurrentContext() } == false, "another lane's thread")
            #expect(try await other.call { other.lane.isIsolatingCurrentContext() } == true)
            gate.open()
            #expect(try await running.value == true)
            await pool.shutdown()
        }

        @Test("A body under the sticky preference is on the lane's thread, but not on the lane")
        func stickyBody() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let actor = LaneActor(on: pool)
            try await actor.sticky {
                let name = try await actor.threadName()
                #expect(name == currentThreadName())
                #expect(actor.lane.isIsolatingCurrentContext() == false)
            }
            await pool.shutdown()
        }

        @Test("An actor whose pool is shut down is still isolated")
        func stranded() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let actor = Caller(on: pool)
            await pool.shutdown()
            for _ in 1...10 { await actor.expectIsolation() }
            await withTaskGroup(of: Void.self) { group in
                for _ in 1...200 { group.addTask { await actor.addSlowly() } }
            }
            #expect(await actor.callbacks == 200)
        }

        @Test("Jobs of a stranded lane have their own task's values and cancellation, and leave the outer task as it was")
        func strandedTasks() async {
            let pool = BlockingThreadPool(threads: 1)
            let actor = Caller(on: pool)
            await pool.shutdown()
            await withTaskGroup(of: Void.self) { group in
                for number in 1...200 {
                    group.addTask {
                        await Caller.$value.withValue(number) {
                            if number.isMultiple(of: 2) { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
                            let (value, cancelled) = await actor.taskValues()
                            #expect(value == number)
                            #expect(cancelled == number.isMultiple(of: 2))
                            #expect(Caller.value == number)
                        }
                    }
                }
            }
        }
    }
}

private actor Caller {
    @TaskLocal static var value = 0
    private let lane: BlockingLane
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe lane.asUnownedSerialExecutor() }
    private(set) var callbacks = 0

    init(on pool: BlockingThreadPool) {
        lane = pool.makeLane()
    }

    func callWithCallback() throws {
        try lane.blocking { callFromC { self.assumeIsolated { $0.callbacks += 1 } } }
    }

    func expectIsolation() {
        assertIsolated()
        #expect(lane.isIsolatingCurrentContext() == true)
    }

    func addSlowly() async {
        let before = callbacks
        for _ in 1...10 { assertIsolated() }
        callbacks = before + 1
        await Task.yield()
        assertIsolated()
    }

    func taskValues() async -> (Int, Bool) {
        let value = Self.value
        await Task.yield()
        #expect(Self.value == value)
        return (value, Task.isCancelled)
    }
}

/// A blocking C function that calls back.
private func callFromC(_ callback: @Sendable () -> Void) { callback() }
