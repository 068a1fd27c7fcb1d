import BlockingExecutors
import Foundation
import Testing

extension ThreadedTests {
    @Suite("When the system gives no thread")
    struct ThreadCreationFailureTests {
        /// No address space has room for a stack of 64 TiB.
        private let hopeless = BlockingThreadPool(
            .init(name: uniquePoolName(), maximumThreads: 4, stackSize: 1 << 46))

        @Test("run throws, each time")
        func run() async {
            for _ in 1...10 {
                await #expect(throws: BlockingExecutorError.threadCreationFailed(errno: EAGAIN)) {
                    try await hopeless.run { 1 }
                }
            }
            #expect(hopeless.snapshot().threads == 0)
            #expect(hopeless.snapshot().threadsStarted == 0)
            #expect(hopeless.snapshot().waiting == 0)
            await hopeless.shutdown()
        }

        @Test("Many calls at once all throw")
        func many() async {
            let calls = (0..<200).map { _ in Task.detached { [hopeless] in try await hopeless.run { 1 } } }
            for call in calls {
                await #expect(throws: BlockingExecutorError.threadCreationFailed(errno: EAGAIN)) { try await call.value }
            }
            #expect(hopeless.snapshot().waiting == 0)
        }

        @Test("An actor on a lane goes on elsewhere, and its door throws", arguments: [false, true])
        func lanes(sticky: Bool) async {
            let actor = LaneActor(on: hopeless)
            let body: @Sendable () async -> Void = {
                for _ in 1...10 {
                    await #expect(throws: BlockingExecutorError.threadCreationFailed(errno: EAGAIN)) {
                        try await actor.threadName()
                    }
                }
            }
            if sticky { await actor.sticky(body) } else { await body() }
            await hopeless.shutdown()
        }

        @Test("A task that prefers the pool goes on elsewhere")
        func tasks() async {
            let task = Task(executorPreference: hopeless) {
                await Task.yield()
                return currentThreadName()
            }
            #expect(await !task.value.hasPrefix(hopeless.configuration.name))
        }

        @Test("Shutdown while threads fail to start")
        func shutdown() async {
            for _ in 1...200 {
                let pool = BlockingThreadPool(.init(maximumThreads: 4, stackSize: 1 << 46))
                let calls = (0..<4).map { _ in Task.detached { try await pool.run { 1 } } }
                await Task.yield()
                await pool.shutdown()
                for call in calls { await #expect(throws: BlockingExecutorError.self) { try await call.value } }
                #expect(pool.snapshot().threads == 0)
            }
        }

        @Test("With a thread already there, work waits for that one; later the pool tries again")
        func oneExistingThread() async throws {
            let pool = BlockingThreadPool(
                .init(name: uniquePoolName(), maximumThreads: 2, idleTimeout: .seconds(60), stackSize: 1 << 30))
            let (gate, secondGate) = (Gate(), Gate())
            let first = Task { try await pool.run { gate.wait() } }
            await gate.waitForArrivals()

            let second = try await withoutRoomForStacks {
                let second = Task { try await pool.run { currentThreadName() } }
                await eventually { pool.snapshot().waiting == 1 && pool.snapshot().threads == 1 }
                return second
            }
            gate.open()
            #expect(try await second.value == pool.configuration.name + "-1")
            try await first.value

            let calls = (0..<2).map { _ in Task { try await pool.run { secondGate.wait() } } }
            await secondGate.waitForArrivals(2)
            #expect(pool.snapshot().threads == 2)
            secondGate.open()
            for call in calls { try await call.value }
            await pool.shutdown()
        }

        @Test("A pool that got no thread recovers")
        func recovers() async throws {
            let pool = BlockingThreadPool(.init(name: uniquePoolName(), maximumThreads: 2, stackSize: 1 << 30))
            let actor = LaneActor(on: pool)
            try await withoutRoomForStacks {
                await #expect(throws: BlockingExecutorError.threadCreationFailed(errno: EAGAIN)) { try await pool.run { 1 } }
                await #expect(throws: BlockingExecutorError.threadCreationFailed(errno: EAGAIN)) { try await actor.call { 1 } }
            }
            #expect(try await pool.run { 1 } == 1)
            #expect(try await actor.call { 1 } == 1)
            await pool.shutdown()
        }

        /// Limits the address space, while the body runs, to a quarter of a GiB more than there is: other threads go on, but a
        /// stack of 1 GiB finds no room.
        private func withoutRoomForStacks<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
            let addressSpace = __rlimit_resource_t(RLIMIT_AS.rawValue)
            var before = rlimit()
            try #require(unsafe getrlimit(addressSpace, &before) == 0)
            let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
            var limited = before
            limited.rlim_cur = try UInt(#require(UInt(pages[0]))) * 4096 + (1 << 28)
            try #require(unsafe setrlimit(addressSpace, &limited) == 0)
            defer { unsafe _ = setrlimit(addressSpace, &before) }
            return try await body()
        }
    }
}
