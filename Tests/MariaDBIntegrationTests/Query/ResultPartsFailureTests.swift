import Dispatch
import MariaDB
import Testing

/// As in ``ResultPartsTests``, what fails comes far behind the first part.
@Suite("Many rows that can not be decoded to their end")
struct ResultPartsFailureTests {
    private struct Item: Decodable {
        var n: Int
    }

    /// A NULL among numbers, and then few rows or very many; as text and with a bind.
    private static let undecodable: [MariaDBQuery] = [60_100, 100_000_000].flatMap { last -> [MariaDBQuery] in
        let sql = "SELECT IF(seq = 60000, NULL, 1000000000000 + seq) AS n FROM seq_1_to_\(last)"
        return [MariaDBQuery(unsafeSQL: sql, binds: []), "\(unsafeSQL: sql) WHERE 1 = \(1)"]
    }

    @Test("throw what the row has, and the connection goes on", arguments: undecodable)
    func undecodableRow(query: MariaDBQuery) async throws {
        try await withTestDatabase { configuration in
            try await MariaDBClient.withClient(configuration) { client in
                for _ in 0..<2 {
                    let error = await #expect(throws: MariaDBError.self) { try await client.fetchAll(query, as: Item.self) }
                    #expect(error?.code == .decodingFailed && error?.sql == query.sql)
                    #expect(error?.message.contains("row 59999") == true, "\(String(reflecting: error))")
                    #expect(error?.file?.contains("ResultPartsFailureTests") == true)
                    try await requireAnswer(client)
                }
                #expect(client.snapshot().connected == 1)
            }
        }
    }

    @Test("throw what the server says, and are never a short result")
    func serverError() async throws {
        try await withTestConnection { connection in
            let sql = "SELECT IF(seq = 60000, (SELECT 1 UNION SELECT 2), 1000000000000 + seq) FROM seq_1_to_70000"
            for query: MariaDBQuery in [MariaDBQuery(unsafeSQL: sql, binds: []), "\(unsafeSQL: sql) WHERE 1 = \(1)"] {
                for _ in 0..<3 {
                    let error = await #expect(throws: MariaDBError.self) { try await connection.fetchAll(query, as: Int.self) }
                    #expect(error?.number == 1242 && error?.sql == query.sql, "\(String(reflecting: error))")
                    try await requireAnswer(connection)
                }
            }
        }
    }

    @Test("throw when they are more than is allowed, by rows or bytes")
    func limit() async throws {
        try await withTestConnection { connection in
            for limit in [MariaDBResultLimit(rows: 100_000), MariaDBResultLimit(bytes: 2_000_000)] {
                for query: MariaDBQuery in [
                    "SELECT seq FROM seq_1_to_100000000", "SELECT seq FROM seq_1_to_100000000 WHERE 1 = \(1)",
                ] {
                    var query = query
                    query.resultLimit = limit
                    let limited = query
                    let error = await #expect(throws: MariaDBError.self) { try await connection.fetchAll(limited, as: Int.self) }
                    #expect(error?.code == .resultTooLarge)
                    try await requireAnswer(connection)
                }
            }
        }
    }

    /// The server sends 40,000 rows and then sleeps.
    private static let stuck: MariaDBQuery =
        "SELECT seq, REPEAT('x', 50), IF(seq > 40000, SLEEP(600), 0) FROM seq_1_to_40001 WHERE 1 = \(1)"

    @Test("throw when the task is cancelled amid them, and the connection goes on")
    func cancellation() async throws {
        try await withPatientConnection { connection in
            let id = try await connection.fetchOne("SELECT CONNECTION_ID()", as: Int.self)
            for _ in 0..<3 {
                let call = Task { try await connection.fetchAll(Self.stuck, as: (Int, String, Int).self) }
                try await untilSleeping(connection)
                call.cancel()
                await #expect(throws: CancellationError.self) { try await call.value }
                #expect(try await connection.fetchOne("SELECT CONNECTION_ID()", as: Int.self) == id)
            }
        }
    }

    @Test("throw when the time of the statement is over amid them")
    func statementTimeout() async throws {
        try await withPatientConnection { connection in
            var query = Self.stuck
            query.timeout = .milliseconds(500)
            let timed = query
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.fetchAll(timed, as: (Int, String, Int).self)
            }
            #expect(error?.code == .statementTimeout)
            try await requireAnswer(connection)
        }
    }

    @Test("throw when the connection is lost amid them")
    func loss() async throws {
        try await withTestConnection { connection in
            let call = Task { try await connection.fetchAll(Self.stuck, as: (Int, String, Int).self) }
            try await untilSleeping(connection)
            _ = try await withTestConnection {
                try await $0.execute("KILL CONNECTION \(unsafeSQL: "\(connection.connectionID)")")
            }
            let error = await #expect(throws: MariaDBError.self) { try await call.value }
            #expect(error?.code == .connectionLost)
            #expect(await !connection.isOpen)
        }
    }

    /// Calls a closure of its options' at row 5000, which is amid the first part.
    private struct Interrupting: Decodable {
        static let key = CodingUserInfoKey(rawValue: "interrupt")

        init(from decoder: any Decoder) throws {
            let row = try decoder.singleValueContainer().decode(Int.self)
            guard row == 5000, let key = Self.key else { return }
            (decoder.userInfo[key] as? @Sendable () -> Void)?()
        }
    }

    @Test("throw when the connection is closed between two parts")
    func closing() async throws {
        try await withTestConnection { connection in
            var options = MariaDBDecodingOptions()
            let closed = DispatchSemaphore(value: 0)
            let close: @Sendable () -> Void = {
                Task.detached {
                    await connection.close()
                    closed.signal()
                }
                closed.wait()
            }
            options.userInfo[try #require(Interrupting.key)] = close
            let interrupting = options
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.fetchAll("SELECT seq FROM seq_1_to_100000", as: Interrupting.self, options: interrupting)
            }
            #expect(error?.code == .connectionClosed)
        }
    }

    /// A connection that is not given up although this process is busy with a part for longer than usual: debug builds are.
    private func withPatientConnection(_ body: (MariaDBConnection) async throws -> Void) async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.cancellationGracePeriod = .seconds(60)
            try await MariaDBConnection.withConnection(to: configuration, body)
        }
    }

    private func requireAnswer(_ database: some MariaDBQuerying) async throws {
        let answer = try await database.fetchOne("SELECT \(7)", as: Int.self)
        #expect(answer == 7)
    }

    private func untilSleeping(_ connection: MariaDBConnection) async throws {
        try await withTestConnection { other in
            let sleeps = try await eventually {
                try await other.fetchAll(
                    "SELECT 1 FROM information_schema.PROCESSLIST WHERE id = \(connection.connectionID) AND state = 'User sleep'"
                ).count == 1
            }
            #expect(sleeps)
        }
    }
}
