import BlockingExecutors
import StateLocks
import Testing

extension ThreadedTests {
    /// What an observer is told, added up.
    private final class Tally: BlockingThreadPoolObserver {
        struct Sums: Equatable {
            var busyThreads = 0
            var idleThreads = 0
            var waiting = 0
            var waits = 0
        }

        private let state = Lock(Sums())

        var sums: Sums { state.withLock { $0 } }

        func changed(by change: BlockingThreadPool.Change) {
            state.withLock { sums in
                sums.busyThreads += change.busyThreads
                sums.idleThreads += change.idleThreads
                sums.waiting += change.waiting
            }
        }

        func began(after wait: Duration) {
            if wait > .zero { state.withLock { $0.waits += 1 } }
        }
    }

    @Suite("Who observes a pool")
    struct PoolObserverTests {
        @Test("is told of threads and of work that waits, until all is as in the beginning")
        func sums() async throws {
            let tally = Tally()
            let pool = BlockingThreadPool(.init(maximumThreads: 1), observer: tally)
            let gate = Gate()
            let first = Task { try await pool.run { gate.wait() } }
            await gate.waitForArrivals()
            let second = Task { try await pool.run {} }
            let withdrawn = Task { try await pool.run {} }
            await eventually { pool.snapshot().waiting == 2 && tally.sums.waiting == 2 }
            withdrawn.cancel()
            await #expect(throws: CancellationError.self) { try await withdrawn.value }
            // The first had to wait until its thread had started.
            await eventually { tally.sums == .init(busyThreads: 1, idleThreads: 0, waiting: 1, waits: 1) }
            gate.open()
            try await first.value
            try await second.value
            await eventually { tally.sums == .init(busyThreads: 0, idleThreads: 1, waiting: 0, waits: 2) }
            try await pool.run {}
            await pool.shutdown()
            #expect(tally.sums == .init(busyThreads: 0, idleThreads: 0, waiting: 0, waits: 2), "an idle thread lets nothing wait")
        }

        @Test("is told of threads that leave because they had nothing to do")
        func retirement() async throws {
            let tally = Tally()
            let pool = BlockingThreadPool(.init(maximumThreads: 2, idleTimeout: .milliseconds(1)), observer: tally)
            try await pool.run {}
            await eventually { pool.snapshot().threads == 0 && tally.sums.idleThreads == 0 }
            #expect(tally.sums.busyThreads == 0)
            await pool.shutdown()
        }
    }
}
