import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Sticky preference: it delays nothing else")
    struct StickyParallelTests {
        let pool = BlockingThreadPool(threads: 4)

        /// One for each round. Made before anything runs: ThreadSanitizer does not see how an object gets to a task whose
        /// continuation is resumed before the task has suspended (Swift 6.3.1), so no object is sent through a stream here.
        let gates = (1...50).map { _ in Gate() }

        @Test("A body that computes delays no other task's call of the lane")
        func computingBody() async throws {
            let actor = LaneActor(on: pool)
            let (calling, called) = (Gate(), Gate())
            let other = Task.detached {
                await calling.waitForArrivals()
                let name = try await actor.threadName()
                called.open()
                return name
            }
            let burner = try await actor.sticky {
                let name = try await actor.threadName()
                calling.open()
                calling.wait()
                let begin = ContinuousClock.now
                compute(for: .milliseconds(300))
                #expect(currentThreadName() == name)
                #expect(called.isOpen, "the other call ended before the computation")
                #expect(ContinuousClock.now - begin >= .milliseconds(300))
                return name
            }
            #expect(try await other.value != burner)
            await pool.shutdown()
        }

        @Test("A task of the actor that the body wakes does not wait for the body")
        func taskWokenByTheBody() async throws {
            let actor = LaneActor(on: pool)
            let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
            let other = Task { await actor.open(gates, from: stream) }
            try await actor.sticky {
                for number in gates.indices {
                    _ = try await actor.threadName()
                    // The task is enqueued on the lane by the lane's own thread.
                    continuation.yield(number)
                    waitWithoutSuspending(for: gates[number])
                }
            }
            continuation.finish()
            await other.value
            await pool.shutdown()
        }

        @Test("A task that blocking code wakes does not wait for the blocking code")
        func taskWokenByBlockingCode() async throws {
            let actor = LaneActor(on: pool)
            let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
            try await actor.sticky {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    // A child under the same preference that takes what the callbacks of the blocking code send it.
                    group.addTask { for await number in stream { gates[number].open() } }
                    for number in gates.indices {
                        try await actor.call {
                            continuation.yield(number)
                            waitWithoutSuspending(for: gates[number])
                        }
                    }
                    continuation.finish()
                    try await group.waitForAll()
                }
            }
            await pool.shutdown()
        }

        @Test("A task that a method of the actor wakes does not wait for that method")
        func taskWokenByTheActor() async {
            let actor = LaneActor(on: pool)
            await actor.sticky {
                for gate in gates {
                    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
                    async let opening: Void = { for await _ in stream { gate.open() } }()
                    await actor.wake(continuation, and: gate)
                    await opening
                }
            }
            await pool.shutdown()
        }

        @Test("Groups, async let and calls from many children at once")
        func structuredConcurrency() async throws {
            let actor = LaneActor(on: pool)
            let total = try await actor.sticky {
                async let one = actor.call { 1 }
                let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 1...100 {
                        group.addTask {
                            let first = try await actor.call { number }
                            await Task.yield()
                            return try await actor.call { first + number }
                        }
                    }
                    return try await group.reduce(0, +)
                }
                return try await one + sum
            }
            #expect(total == 1 + 2 * 5050)
            await pool.shutdown()
        }

        @Test("Cancellation reaches the body and its children while the lane is blocked")
        func cancellation() async throws {
            let actor = LaneActor(on: pool)
            let gate = Gate()
            let cancelled = Counter()
            let task = Task.detached {
                try await actor.sticky {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<3 {
                            group.addTask {
                                do { try await Task.sleep(for: .seconds(60)) } catch { cancelled.add() }
                            }
                        }
                        try await actor.call { gate.wait() }
                        #expect(Task.isCancelled)
                        try await group.waitForAll()
                        try Task.checkCancellation()
                    }
                }
            }
            await gate.waitForArrivals()
            task.cancel()
            await eventually { cancelled.value == 3 }
            gate.open()
            await #expect(throws: CancellationError.self) { try await task.value }
            await pool.shutdown()
        }
    }
}

extension LaneActor {
    fileprivate func open(_ gates: [Gate], from stream: AsyncStream<Int>) async {
        for await number in stream { gates[number].open() }
    }

    /// Wakes a task and then goes on for as long as that task needs, without the door to blocking calls.
    fileprivate func wake(_ continuation: AsyncStream<Void>.Continuation, and gate: Gate) {
        continuation.yield()
        continuation.finish()
        waitWithoutSuspending(for: gate)
    }
}

/// What code that computes for long looks like to others. Fails after a while.
private func waitWithoutSuspending(for gate: Gate) { gate.wait() }
