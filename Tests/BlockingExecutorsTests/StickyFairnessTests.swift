import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Sticky preference: fairness")
    struct StickyFairnessTests {
        @Test("Eight lanes whose tasks call without end share two threads evenly")
        func lanesShareThreads() async throws {
            let pool = BlockingThreadPool(threads: 2)
            let lanes = (0..<8).map { _ in (actor: LaneActor(on: pool), calls: Counter()) }
            let goal = 8_000
            // The moment at which the first one is done.
            let progress = try await withThrowingTaskGroup(of: [Int].self) { group in
                for lane in lanes {
                    group.addTask {
                        try await lane.actor.sticky {
                            while lane.calls.value < goal {
                                try await lane.actor.call { compute(for: .microseconds(20)) }
                                lane.calls.add()
                            }
                            return lanes.map(\.calls.value)
                        }
                    }
                }
                let first = try await group.next()
                try await group.waitForAll()
                return try #require(first)
            }
            #expect(lanes.allSatisfy { $0.calls.value == goal })
            #expect(progress.min() ?? 0 >= goal / 4, "\(progress)")
            #expect(pool.snapshot().threadsStarted == 2)
            await pool.shutdown()
        }

        @Test("An ordinary call gets a thread beside tasks that hold all threads")
        func ordinaryCaller() async throws {
            let pool = BlockingThreadPool(threads: 2)
            let (stop, actors) = (Gate(), (0..<4).map { _ in LaneActor(on: pool) })
            let loops = actors.map { actor in
                Task.detached { try await actor.sticky { while !stop.isOpen { _ = try await actor.call { 1 } } } }
            }
            await eventually { pool.snapshot().busyThreads == 2 }
            let other = LaneActor(on: pool)
            for _ in 1...100 {
                _ = try await other.threadName()
                _ = try await pool.run { 1 }
            }
            stop.open()
            for loop in loops { try await loop.value }
            await pool.shutdown()
        }

        @Test("Many tasks with the preference of one lane all get their turn")
        func manyTasksOnOneLane() async throws {
            let pool = BlockingThreadPool(threads: 2)
            let actor = LaneActor(on: pool)
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...16 {
                    group.addTask {
                        try await actor.sticky {
                            var count = 0
                            for _ in 1...200 { count += try await actor.call { 1 } }
                            return count
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(counts == Array(repeating: 200, count: 16))
            await pool.shutdown()
        }
    }
}
