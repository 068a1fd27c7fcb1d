import BlockingExecutors
import MariaDB
import MariaDBTesting

/// Ten connections to a server of their own. Each runs one call after another and cancels most of them a moment later, by a seed; half
/// of them last for some milliseconds, so that the KILL meets them at the server. Every other connection makes them in bodies of
/// `withConnection`, on its own thread. Calls that are not cancelled must give their own
/// answer, on a connection that has just seen a KILL.
struct CancellationStorm {
    struct Figures {
        var answers = 0
        var cancelled = 0
        var reconnects = 0
        var kills = 0
        /// What was no answer of the call's own, and no cancellation of its own.
        var wrong: [String] = []
    }

    /// How many calls are cancelled, all together.
    let cancellations: Int

    func run() async throws -> Figures {
        // A server of its own: half of what it does is to accept connections.
        try await MariaDBServer.withServer { server in
            var configuration = server.configuration
            // Nothing is given up on a busy machine: what is counted here is whether a KILL ever hits anybody else.
            configuration.cancellationGracePeriod = .seconds(10)
            // The sequences need a database, any.
            configuration.database = "mysql"
            var figures = try await withThrowingTaskGroup(of: Figures.self) { [configuration] group in
                for seed in 0..<10 {
                    group.addTask { try await storm(UInt64(seed), configuration) }
                }
                return try await group.reduce(into: Figures()) { all, one in
                    all.answers += one.answers
                    all.cancelled += one.cancelled
                    all.reconnects += one.reconnects
                    all.wrong += one.wrong
                }
            }
            figures.kills = try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await connection.fetchOne(
                    """
                    SELECT CAST(VARIABLE_VALUE AS INT) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'COM_KILL'
                    """, as: Int.self)
            }
            return figures
        }
    }

    private func storm(_ seed: UInt64, _ configuration: MariaDBConfiguration) async throws -> Figures {
        var random = SplitMix64(seed: seed)
        var figures = Figures()
        var connection = try await MariaDBConnection.connect(to: configuration)
        var id = Int(seed) * 1_000_000
        while figures.cancelled < cancellations / 10 {
            id += 1
            let kind = Int.random(in: 0..<10, using: &random)
            let call = Task { [connection, id] in
                guard seed % 2 == 0 else { return try await Self.call(kind, id, connection) }
                return try await connection.withConnection { connection in
                    // From here on the body is on the connection's thread.
                    try await connection.ping()
                    return try await Self.call(kind, id, connection)
                }
            }
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
}
