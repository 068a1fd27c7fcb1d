import MariaDB
import MariaDBTesting
import Testing

@Suite("The fake server")
struct FakeServerTests {
    private let columns: [FakeServer.Column] = [
        .init("n", .bigInt), .init("text", .varString), .init("d", .double), .init("day", .date), .init("span", .time),
        .init("moment", .dateTime), .init("small", .tinyInt), .init("nothing", .int),
    ]
    private let day = MariaDBDate(year: 2024, month: 2, day: 29)
    private let span = MariaDBTime(isNegative: true, hours: 100, minutes: 1, seconds: 2, microseconds: 3)
    private let moment = MariaDBDateTime(year: 1999, month: 12, day: 31, hour: 23, minute: 59, second: 58, microsecond: 7)

    private var rows: [[any MariaDBEncodable]] {
        [
            [Int.min, "é", 0.5, day, span, moment, -1, Int?.none],
            [1, String(repeating: "x", count: 70_000), 1e300, day, span, moment, 127, Int?.none],
        ]
    }

    @Test("answers text queries and prepared statements with rows of any type", arguments: [LoopbackPlace.tcp, .unixSocket])
    func rows(place: LoopbackPlace) async throws {
        let script: [FakeServer.Step] = [
            .login(), .expect(.query("SELECT 1")), .send(.result(columns, rows: rows)),
            .expect(.prepare("SELECT ?")), .send(.prepared(7, columns: columns, bindCount: 1)),
            .expect(.execute), .send(.binaryResult(columns, rows: rows)),
            .expect(.query()), .send(.ok(affectedRows: 300, lastInsertID: 70_000, warnings: 2)),
            .expect(.ping), .send(.ok), .expect(.quit),
        ]
        try await FakeServer.withServer(on: place, script) { server in
            let connection = try await MariaDBConnection.connect(to: server.configuration)
            for query: MariaDBQuery in ["SELECT 1", "SELECT \(1)"] {
                let fetched = try await connection.fetchAll(query)
                #expect(fetched.count == 2)
                let row = try fetched[0].decode(
                    (Int, String, Double, MariaDBDate, MariaDBTime, MariaDBDateTime, Int8, Int?).self)
                #expect(row.0 == .min && row.1 == "é" && row.2 == 0.5 && row.6 == -1 && row.7 == nil)
                #expect(row.3 == day && row.4 == span && row.5 == moment)
                #expect(try fetched[1].decode(String.self, at: 1).utf8.count == 70_000)
            }
            let summary = try await connection.execute("UPDATE t SET a = 1")
            #expect(summary.affectedRows == 300 && summary.lastInsertID == 70_000 && summary.warningCount == 2)
            try await connection.ping()
            await connection.close()
            #expect(try await eventually { server.openConnections == 0 })
            #expect(server.surprises == [])
            #expect(server.hasReceived("UPDATE t SET a = 1"))
            #expect(!server.hasReceived("hunter2"))
        }
    }

    @Test("tells of what it did not wait for, and answers by itself what it was told to")
    func surprises() async throws {
        let script: [FakeServer.Step] = [
            .login(), .answer(to: "SET", with: .ok), .expect(.query("SELECT")), .send(.error(1205, "Lock wait timeout exceeded")),
            .expect(.ping),
        ]
        try await FakeServer.withServer(script) { server in
            let connection = try await MariaDBConnection.connect(to: server.configuration)
            try await connection.execute("SET a = 1")
            let refused = await #expect(throws: MariaDBError.self) { try await connection.execute("SELECT 1") }
            #expect(refused?.number == 1205 && refused?.sqlState == "HY000")
            let lost = await #expect(throws: MariaDBError.self) { try await connection.execute("DELETE FROM t") }
            #expect(lost?.code == .connectionLost)
            #expect(server.surprises.count == 1 && server.surprises.first?.contains("DELETE FROM t") == true)
        }
    }

    @Test("treats each connection as its script says, and several at a time")
    func connections() async throws {
        try await FakeServer.withServer(
            scriptFor: { number in
                [.login(), .expect(.query()), .send(.result([.init("n", .bigInt)], rows: [[number]])), .silence]
            }
        ) { server in
            let configuration = server.configuration
            let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await MariaDBConnection.withConnection(to: configuration) {
                            try await $0.fetchOne("SELECT 1", as: Int.self)
                        }
                    }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(numbers == Set(0..<20))
            #expect(server.received.count == 20)
        }
    }

    @Test("is gone with its scope, however busy it was")
    func scope() async throws {
        let big = FakeServer.Message.row([String(repeating: "x", count: 1_000_000)])
        for end: FakeServer.Step in [.silence, .wait(.seconds(3600)), .sendEndlessly(big), .sendSlowly(big, every: .seconds(60))]
        {
            let (configuration, connection) = try await FakeServer.withServer(
                on: .unixSocket, [.login(), .expect(.ping), .send(.ok), end]
            ) { server in
                let connection = try await MariaDBConnection.connect(to: server.configuration)
                try await connection.ping()
                return (server.configuration, connection)
            }
            await #expect(throws: MariaDBError.self) { try await connection.ping() }
            let error = await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) }
            #expect(error?.code == .connectFailed)
        }
    }
}
