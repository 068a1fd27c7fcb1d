import MariaDB
import MariaDBTesting
import Testing

@Suite("Results that are too large")
struct ResultLimitTests {
    /// As text and with a bind. The rest behind the limit is small, large, or slow to come.
    private static let queries: [MariaDBQuery] = [
        "SELECT seq FROM seq_1_to_200", "SELECT seq FROM seq_1_to_200 WHERE 1 = \(1)",
        "SELECT seq, REPEAT('x', 1000) FROM seq_1_to_100000000",
        "SELECT seq, REPEAT('x', 1000) FROM seq_1_to_100000000 WHERE 1 = \(1)",
        "SELECT seq, REPEAT('x', 1000), IF(seq > 150, SLEEP(10), 0) FROM seq_1_to_1000",
        "SELECT seq, REPEAT('x', 1000), IF(seq > 150, SLEEP(10), 0) FROM seq_1_to_1000 WHERE 1 = \(1)",
    ]

    @Test("are an error, and the connection goes on", arguments: queries)
    func connectionGoesOn(query: MariaDBQuery) async throws {
        try await withTestConnection { connection in
            try await connection.ping()
            var limited = query
            for limit in [MariaDBResultLimit(rows: 100), MariaDBResultLimit(bytes: 200)] {
                limited.resultLimit = limit
                let query = limited
                for _ in 0..<3 {
                    let error = await #expect(throws: MariaDBError.self) { try await connection.fetchAll(query) }
                    #expect(error?.code == .resultTooLarge, "\(String(reflecting: error))")
                    #expect(error?.sql == query.sql)
                    #expect(try await connection.fetchOne("SELECT 7", as: Int.self) == 7)
                    #expect(try await connection.fetchOne("SELECT \(8)", as: Int.self) == 8)
                }
            }
        }
    }

    @Test("are told from those that are just as large as allowed")
    func edge() async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.resultLimit = MariaDBResultLimit(rows: 100)
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                for query: MariaDBQuery in ["SELECT seq FROM seq_1_to_100", "SELECT seq FROM seq_1_to_100 WHERE 1 = \(1)"] {
                    #expect(try await connection.fetchAll(query).count == 100)
                }
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.fetchAll("SELECT seq FROM seq_1_to_101")
                }
                #expect(
                    error?.message
                        == "the result is larger than the 100 rows that are allowed; read it with withRows, or set a resultLimit")
                let cursor = try await connection.cursor()
                let late = await #expect(throws: MariaDBError.self) {
                    try await cursor.execute("SELECT seq FROM seq_1_to_101 WHERE 1 = \(1)")
                }
                #expect(late?.code == .resultTooLarge)
                var query: MariaDBQuery = "SELECT seq FROM seq_1_to_101"
                query.resultLimit = MariaDBResultLimit()
                #expect(try await connection.fetchAll(query).count == 101, "a query's own limit comes first")
                let streamed = try await connection.withRows("SELECT seq FROM seq_1_to_5000") { rows in
                    try await rows.reduce(into: 0) { count, _ in count += 1 }
                }
                #expect(streamed == 5000, "rows that are read as they are asked for have no limit")
            }
        }
    }

    @Test("of a procedure take the results behind them along", arguments: [false, true])
    func severalResults(isPrepared: Bool) async throws {
        try await withTestConnection { connection in
            try await connection.execute(
                """
                CREATE PROCEDURE p(n INT) BEGIN SELECT 1; SELECT seq FROM seq_1_to_1000; SELECT 2; SELECT seq FROM seq_1_to_1000; END
                """)
            var query: MariaDBQuery = isPrepared ? "CALL p(\(1))" : "CALL p(1)"
            query.resultLimit = MariaDBResultLimit(rows: 10)
            for number in 0..<10 {
                let error = await #expect(throws: MariaDBError.self) { try await connection.execute(query) }
                #expect(error?.code == .resultTooLarge)
                #expect(try await connection.fetchOne("SELECT \(number)", as: Int.self) == number)
            }
        }
    }

    /// The result of text was freed twice then.
    @Test("of a procedure take an error behind them along", arguments: ["CALL p(1)", "CALL p(\(1))"] as [MariaDBQuery])
    func errorBehind(query: MariaDBQuery) async throws {
        try await withTestConnection { connection in
            try await connection.execute(
                "CREATE PROCEDURE p(n INT) BEGIN SELECT seq FROM seq_1_to_1000; SIGNAL SQLSTATE '45000'; END")
            var query = query
            query.resultLimit = MariaDBResultLimit(rows: 10)
            let limited = query
            let error = await #expect(throws: MariaDBError.self) { try await connection.execute(limited) }
            #expect(error?.code == .resultTooLarge)
            try await connection.ping()
        }
    }

    /// The server went on to take several statements at once then, from everybody.
    @Test("of a script end the connection")
    func script() async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.resultLimit = MariaDBResultLimit(rows: 100)
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.executeScript(unsafeSQL: "SELECT seq FROM seq_1_to_200; SELECT 2")
                }
                #expect(error?.code == .resultTooLarge)
                let isOpen = await connection.isOpen
                #expect(!isOpen)
            }
        }
    }

    @Test("inside perform keep the session busy until it is over")
    func insidePerform() async throws {
        try await withTestConnection { connection in
            let codes = try await connection.perform { session in
                var query: MariaDBQuery = "SELECT seq, REPEAT('x', 1000) FROM seq_1_to_1000000"
                query.resultLimit = MariaDBResultLimit(rows: 10)
                var codes: [MariaDBError.Code] = []
                for query in [query, "SELECT 1"] {
                    do {
                        _ = try session.fetchAll(query)
                    } catch let error as MariaDBError {
                        codes.append(error.code)
                    }
                }
                return codes
            }
            #expect(codes == [.resultTooLarge, .connectionBusy])
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test("of a server that sends rows without end are stopped, and nothing is left in memory")
    func endlessRows() async throws {
        let script: [FakeServer.Step] = [
            .login(), .expect(.query("SELECT")), .send(.columnDefinitions([FakeServer.Column("a", .varString)])),
            .sendEndlessly(.row([String(repeating: "x", count: 10_000)])),
        ]
        try await FakeServer.withServer(script) { server in
            var configuration = server.configuration
            configuration.resultLimit = MariaDBResultLimit(bytes: 8 << 20)
            let connection = try await MariaDBConnection.connect(to: configuration)
            let error = await #expect(throws: MariaDBError.self) { try await connection.fetchAll("SELECT a FROM t") }
            #expect(error?.code == .resultTooLarge, "\(String(reflecting: error))")
            // It does not stop for a KILL either, so there is no way to go on.
            #expect(await !connection.isOpen)
            await connection.close()
        }
    }

    @Test("A query that asks for it leaves no statement in the cache")
    func uncached() async throws {
        try await withTestConnection { connection in
            func closedStatements() async throws -> Int {
                try await connection.fetchOne(
                    "SELECT CAST(VARIABLE_VALUE AS INT) FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Com_stmt_close'",
                    as: Int.self)
            }
            let before = try await closedStatements()
            for number in 0..<5 { _ = try await connection.fetchOne("SELECT \(number) + 2", as: Int.self) }
            let kept = try await closedStatements()
            for number in 0..<5 {
                var query: MariaDBQuery = "SELECT \(number) + 1"
                query.isCached = false
                #expect(try await connection.fetchOne(query, as: Int.self) == number + 1)
            }
            #expect(kept == before)
            #expect(try await closedStatements() == kept + 5, "each was closed when it had run")
        }
    }
}
