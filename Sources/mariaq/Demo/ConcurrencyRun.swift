import BlockingExecutors
import MariaDB
import Synchronization

/// One way to run the queries, measured.
struct ConcurrencyRun {
    enum Way: CaseIterable {
        case oneAfterAnother, allAtOnce, wrongWay

        var title: String {
            switch self {
            case .oneAfterAnother: "(a) one after another"
            case .allAtOnce: "(b) all at once"
            case .wrongWay: "(c) all at once, blocking"
            }
        }
    }

    let way: Way
    let time: Duration
    let heart: HeartbeatRecord
    /// How many threads the pool has started.
    let poolThreads: Int
    /// How many of Swift's own threads were blocked at the same time.
    let blockedThreads: Int
    let citiesWithChange: Int

    /// Opens the connections, then starts the clock and the heart and runs the queries.
    init(_ way: Way, _ configuration: MariaDBConfiguration, _ stage: Stage) async throws {
        // Threads of its own, so that what is counted belongs to this run.
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "demo")), connects: MariaDBThreads.shared.connects
        )
        let waiters = BlockingThreadPool(.init(name: "demo-wait"))
        let blocking = BlockingWait(on: waiters)
        var connections: [MariaDBConnection] = []
        for _ in 0..<(way == .oneAfterAnother ? 1 : CityQuery.cities.count) {
            connections.append(try await MariaDBConnection.connect(to: configuration, threads: threads))
        }
        let open = connections
        let answers = Counter()
        stage.progress("\(way.title): the heart begins to beat")
        let (changes, time, heart) = try await Heartbeat.beside { record in
            // Ten times a second is enough to look at.
            guard record.beats.isMultiple(of: 10) else { return }
            stage.progress("\(way.title): \(answers.value) of \(CityQuery.cities.count) answers, heartbeat \(record.beats)")
        } _: {
            try await Self.run(way, over: open, blocking, answers)
        }
        for connection in open { await connection.close() }
        self.way = way
        self.time = time
        self.heart = heart
        poolThreads = threads.queries.snapshot().threadsStarted
        blockedThreads = blocking.mostBlockedThreads
        citiesWithChange = changes.count { $0 != nil }
        await threads.queries.shutdown()
        await waiters.shutdown()
    }

    private static func run(
        _ way: Way, over connections: [MariaDBConnection], _ blocking: BlockingWait, _ answers: Counter
    ) async throws -> [Int?] {
        if way == .oneAfterAnother, let connection = connections.first {
            var changes: [Int?] = []
            for city in CityQuery.cities {
                changes.append(try await CityQuery.nextChange(in: city, over: connection))
                answers.add()
            }
            return changes
        }
        return try await withThrowingTaskGroup(of: Int?.self) { group in
            for (city, connection) in zip(CityQuery.cities, connections) {
                group.addTask {
                    defer { answers.add() }
                    if way == .wrongWay {
                        return try blocking.value { try await CityQuery.nextChange(in: city, over: connection) }
                    }
                    return try await CityQuery.nextChange(in: city, over: connection)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}

private final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add() { count.add(1, ordering: .relaxed) }
}
