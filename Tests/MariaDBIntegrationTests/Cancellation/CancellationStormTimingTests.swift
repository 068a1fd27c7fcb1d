import BlockingExecutors
import MariaDB
import MariaDBTesting
import Testing

/// Calls that are cancelled at random instants, over and over: none may hurt another.
@Suite("A storm of cancellations", .serialized)
struct CancellationStormTimingTests {
    private struct Figures {
        var answers = 0
        var cancelled = 0
        var reconnects = 0
        var wrong: [String] = []
    }

    /// Each connection runs one call after another and cancels most of them a moment later, by a seed; half of them last for some
    /// milliseconds, so that the KILL meets them at the server. Calls that are not
    /// cancelled must give their own answer, on a connection that has just seen a KILL.
    @Test("over ten connections: every answer is its own, and no call that was not cancelled is hit", .timeLimit(.minutes(3)))
    func storm() async throws {
        let goal = 20_000
        let start = ContinuousClock.now
        let heartbeat = Heartbeat()
        // A server of its own: half of what it does is to accept connections.
        let (figures, kills) = try await MariaDBServer.withServer { server in
            var configuration = server.configuration
            // Nothing is given up on a busy machine: what is counted here is whether a KILL ever hits anybody else.
            configuration.cancellationGracePeriod = .seconds(10)
            // The sequences need a database, any.
            configuration.database = "mysql"
            let figures = try await withThrowingTaskGroup(of: Figures.self) { [configuration] group in
                for seed in 0..<10 {
                    group.addTask { try await self.storm(UInt64(seed), goal / 10, configuration) }
                }
                return try await group.reduce(into: Figures()) { all, one in
                    all.answers += one.answers
                    all.cancelled += one.cancelled
                    all.reconnects += one.reconnects
                    all.wrong += one.wrong
                }
            }
            let kills = try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await connection.fetchOne("SHOW GLOBAL STATUS LIKE 'Com_kill'", as: (String, String).self).1
            }
            return (figures, kills)
        }
        let beats = await heartbeat.stop()
        print(
            """
            cancellations at random instants: \(figures.cancelled), answers between them: \(figures.answers), \
            KILLs at the server: \(kills), \
            connections given up: \(figures.reconnects), wrong or hit: \(figures.wrong.count), \
            heartbeats: \(beats.count), longest gap: \(beats.longestGap), in \(start.duration(to: .now))
            """)
        #expect(figures.wrong == [])
        #expect(figures.cancelled >= goal)
        #expect(figures.answers >= goal / 10)
    }

    private func storm(_ seed: UInt64, _ goal: Int, _ configuration: MariaDBConfiguration) async throws -> Figures {
        var random = Random(seed: seed)
        var figures = Figures()
        var connection = try await MariaDBConnection.connect(to: configuration)
        var id = Int(seed) * 1_000_000
        while figures.cancelled < goal {
            id += 1
            let kind = Int.random(in: 0..<10, using: &random)
            let call = Task { [connection, id] in try await Self.call(kind, id, connection) }
            if Int.random(in: 0..<8, using: &random) > 0 {
                try await Self.wait(microseconds: Int.random(in: 0..<(kind < 5 ? 600 : 3000), using: &random))
                call.cancel()
                switch await call.result {
                case .success(let answer):
                    // It was faster.
                    if answer != id { figures.wrong.append("\(answer) for \(id)") }
                case .failure(is CancellationError):
                    figures.cancelled += 1
                case .failure(let error):
                    figures.wrong.append("cancelled, and then: \(String(reflecting: error))")
                }
            } else {
                switch await call.result {
                case .success(let answer):
                    figures.answers += 1
                    if answer != id { figures.wrong.append("\(answer) for \(id)") }
                case .failure(let error):
                    figures.wrong.append(String(reflecting: error))
                }
            }
            if await !connection.isOpen {
                figures.reconnects += 1
                connection = try await MariaDBConnection.connect(to: configuration)
            }
        }
        await connection.close()
        return figures
    }

    private static func call(_ kind: Int, _ id: Int, _ connection: MariaDBConnection) async throws -> Int {
        switch kind {
        case 0: try await connection.fetchOne("SELECT \(unsafeSQL: "\(id)")", as: Int.self)
        case 1: try await connection.fetchOne("SELECT \(id)", as: Int.self)
        case 2: try await connection.fetchOne("SELECT \(unsafeSQL: "\(id)") FROM seq_1_to_3000 WHERE seq = 3000", as: Int.self)
        case 3:
            try await connection.perform { session in
                try session.execute("DO 1")
                return try session.fetchOne("SELECT \(id)", as: Int.self)
            }
        case 4, 5:
            try await connection.withRows("SELECT \(id) FROM seq_1_to_\(unsafeSQL: kind == 4 ? "300" : "20000")") { rows in
                var last = 0
                for try await row in rows { last = try row.decode(Int.self) }
                return last
            }
        case 6: try await connection.fetchOne("SELECT CAST(MAX(SQRT(seq)) * 0 AS INT) + \(id) FROM seq_1_to_20000", as: Int.self)
        case 7: try await connection.fetchOne("SELECT \(unsafeSQL: "\(id)"), SLEEP(0.003)", as: (Int, Int).self).0
        case 8: try await connection.fetchOne("SELECT \(id), SLEEP(0.003)", as: (Int, Int).self).0
        default:
            try await connection.perform { session in
                try session.execute("DO SLEEP(0.002)")
                try session.execute("DO SLEEP(0.001)")
                return try session.fetchOne("SELECT \(id)", as: Int.self)
            }
        }
    }

    /// A short wait is no sleep: the shortest of those is longer than most of the calls.
    @concurrent
    private static func wait(microseconds: Int) async throws {
        guard microseconds < 600 else { return try await Task.sleep(for: .microseconds(microseconds)) }
        let end = ContinuousClock.now + .microseconds(microseconds)
        while ContinuousClock.now < end { await Task.yield() }
    }

    private struct Random: RandomNumberGenerator {
        var state: UInt64

        init(seed: UInt64) {
            state = seed
        }

        /// SplitMix64.
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
