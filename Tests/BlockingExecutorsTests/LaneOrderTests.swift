import BlockingExecutors
import Testing

extension ThreadedTests {
    @Suite("Lane order and exclusion")
    struct LaneOrderTests {
        @Test("Jobs of a lane run in the order in which they were enqueued")
        func order() async {
            let pool = BlockingThreadPool(threads: 4)
            let recorder = Recorder(on: pool)
            await recorder.enqueue(1_000)
            await eventually { await recorder.numbers.count == 1_000 }
            #expect(await recorder.numbers == Array(0..<1_000))
            await pool.shutdown()
        }

        @Test("10,000 jobs over 100 lanes and 8 threads: one at a time in a lane, at most 8 threads")
        func exclusion() async throws {
            let pool = BlockingThreadPool(threads: 8)
            let actors = (0..<100).map { _ in Account(on: pool) }
            let names = try await withThrowingTaskGroup(of: Set<String>.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        var names: Set<String> = []
                        for account in actors { names.insert(try await account.deposit(1)) }
                        return names
                    }
                }
                return try await group.reduce(into: Set()) { $0.formUnion($1) }
            }
            #expect(names.count <= 8)
            #expect(names.allSatisfy { $0.hasPrefix(pool.configuration.name + "-") })
            for account in actors { #expect(await account.balance == 100) }
            for account in actors { #expect(await account.mostThreads <= 8) }
            #expect(pool.snapshot().threadsStarted <= 8)
            await pool.shutdown()
            #expect(pool.snapshot().jobsRun >= 10_000)
        }

        @Test("A thread that is wanted elsewhere is shared among busy lanes")
        func sharing() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let (greedy, other) = (Recorder(on: pool), LaneActor(on: pool))
            let stop = Gate()
            await greedy.enqueueForever(until: stop)
            #expect(try await other.threadName() == pool.configuration.name + "-1")
            stop.open()
            await pool.shutdown()
        }
    }
}

/// Takes numbers in the order in which its lane runs them.
private actor Recorder {
    private let lane: BlockingLane
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe lane.asUnownedSerialExecutor() }
    private(set) var numbers: [Int] = []

    init(on pool: BlockingThreadPool) {
        lane = pool.makeLane()
    }

    func enqueue(_ count: Int) {
        for number in 0..<count {
            Task { numbers.append(number) }
        }
    }

    /// Always has another job waiting.
    func enqueueForever(until stop: Gate) {
        guard !stop.isOpen else { return }
        Task { enqueueForever(until: stop) }
    }
}

/// A count that only its lane guards: a read and a write with a blocking call in between.
private actor Account {
    private let pool: BlockingThreadPool
    private let lane: BlockingLane
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe lane.asUnownedSerialExecutor() }
    private(set) var balance = 0
    private(set) var mostThreads = 0
    private let inside = Counter()

    init(on pool: BlockingThreadPool) {
        self.pool = pool
        lane = pool.makeLane()
    }

    func deposit(_ amount: Int) throws -> String {
        let before = balance
        let name = try lane.blocking {
            #expect(inside.add() == 1)
            defer { inside.add(-1) }
            return currentThreadName()
        }
        balance = before + amount
        mostThreads = max(mostThreads, pool.snapshot().threads)
        return name
    }
}
