import MariaDB
import MariaDBTesting
import Testing

/// The rest of a deadline, and the time-out of a query, go to the server with the statement.
@Suite("A statement's time limit")
struct StatementLimitTests {
    @Test("is told to the server, which then has the session's own again")
    func told() async throws {
        try await withTestConnection { connection in
            try await connection.execute("SET SESSION max_statement_time = 7")
            for var query: MariaDBQuery in ["SELECT @@max_statement_time", "SELECT @@max_statement_time + \(0)"] {
                query.timeout = .milliseconds(3250)
                #expect(try await connection.fetchOne(query, as: Double.self) == 3.25)
                let rest = try await MariaDBDeadline.within(.seconds(100)) {
                    query.timeout = nil
                    return try await connection.fetchOne(query, as: Double.self)
                }
                #expect(rest > 0 && rest < 100)
                query.timeout = .seconds(1000)
                let earlier = try await MariaDBDeadline.within(.seconds(100)) {
                    try await connection.fetchOne(query, as: Double.self)
                }
                #expect(earlier > 0 && earlier < 100)
                query.timeout = nil
                #expect(try await connection.fetchOne(query, as: Double.self) == 7)
            }
        }
    }

    static let slowStatements: [MariaDBQuery] = [
        "SELECT SLEEP(60)", "SELECT SLEEP(\(60))", "INSERT INTO t SELECT SLEEP(\(60))", "UPDATE t SET a = SLEEP(60)",
        "REPLACE INTO t VALUES (SLEEP(60))", "DELETE FROM t WHERE SLEEP(\(60)) = 0",
        "WITH x AS (SELECT SLEEP(60)) SELECT * FROM x",
        "(SELECT SLEEP(60))", "VALUES (SLEEP(60))", "INSERT INTO t VALUES (SLEEP(\(60))) RETURNING a", "CALL slow()",
        "CALL sleeps(\(60))", "DO SLEEP(60)", "SELECT BENCHMARK(1000000000000, MD5('a'))",
        // Its DO ends at the time limit without an error, and the statement behind it runs.
        "CALL swallows()",
    ]

    @Test("ends the statement with an error that shows the statement as it was written", arguments: [true, false])
    func ends(isScoped: Bool) async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.cancellationGracePeriod = .seconds(20)
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await Self.createSlowThings(connection)
                for var query in Self.slowStatements {
                    if !isScoped { query.timeout = .milliseconds(50) }
                    let error = await #expect(throws: MariaDBError.self, "\(query)") {
                        try await MariaDBDeadline.within(isScoped ? .milliseconds(50) : nil) {
                            try await connection.execute(query)
                        }
                    }
                    #expect(error?.code == .statementTimeout, "\(query): \(String(reflecting: error))")
                    #expect(error?.sql == query.sql)
                    #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
                }
            }
        }
    }

    static func createSlowThings(_ connection: MariaDBConnection) async throws {
        try await connection.execute("CREATE TABLE t (a INT)")
        try await connection.execute("INSERT INTO t VALUES (1)")
        try await connection.execute("CREATE PROCEDURE slow() BEGIN SELECT 1; SELECT SLEEP(60); SELECT 2; END")
        try await connection.execute("CREATE PROCEDURE sleeps(n INT) BEGIN SELECT SLEEP(n); END")
        try await connection.execute("CREATE PROCEDURE swallows() BEGIN DO SLEEP(60); SELECT 1; END")
    }

    @Test("may be longer than the configuration's, whatever the statement", arguments: ["SELECT SLEEP(0.2)", "DO SLEEP(0.2)"])
    func longer(sql: String) async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.statementTimeout = .milliseconds(100)
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                var query = MariaDBQuery(unsafeSQL: sql)
                query.timeout = .seconds(60)
                try await connection.execute(query)
                #expect(try await connection.fetchOne("SELECT @@max_statement_time", as: Double.self) == 0.1)
            }
        }
    }

    /// Bug: the time that a call waited for the one before it counted for results that are read in parts.
    @Test("does not count the time that a call waits for its turn")
    func waiting() async throws {
        try await withTestDatabase { configuration in
            var limited = configuration
            limited.statementTimeout = .seconds(4)
            let configuration = limited
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await withThrowingTaskGroup(of: Int.self) { group in
                    group.addTask {
                        var slow: MariaDBQuery = "SELECT SLEEP(5)"
                        slow.timeout = .seconds(60)
                        return try await connection.fetchOne(slow, as: Int.self)
                    }
                    // Behind it, since it has begun.
                    let isSleeping = try await eventually { try await Self.isSleeping(connection, configuration) }
                    #expect(isSleeping)
                    group.addTask { try await connection.fetchOne("SELECT 1", as: Int.self) }
                    group.addTask { try await connection.fetchAll("SELECT 2", as: Int.self)[0] }
                    // In several parts.
                    group.addTask {
                        try await connection.fetchAll("SELECT REPEAT('x', 1000) FROM seq_1_to_500", as: String.self).count
                    }
                    let values = try await group.reduce(into: Set()) { $0.insert($1) }
                    #expect(values == [0, 1, 2, 500])
                }
            }
        }
    }

    private static func isSleeping(_ connection: MariaDBConnection, _ configuration: MariaDBConfiguration) async throws -> Bool {
        try await MariaDBConnection.withConnection(to: configuration) {
            try await CancelWritingTests.isSleeping(connection, $0)
        }
    }

    @Test("changes nothing of what a statement gives")
    func sameSummaries() async throws {
        func run(_ connection: MariaDBConnection) async throws -> [String] {
            try await connection.execute("CREATE OR REPLACE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a TINYINT)")
            try await connection.execute("SET sql_mode = ''")
            var results: [String] = []
            for query: MariaDBQuery in [
                "INSERT INTO t (a) VALUES (1), (\(2))", "INSERT INTO t (a) VALUES (300)", "UPDATE t SET a = a + \(1)",
                "SELECT 1 / 0",
                "REPLACE INTO t VALUES (1, \(7))", "DELETE FROM t WHERE id = 2",
                "INSERT INTO t (a) VALUES (\(5)), (6) RETURNING id, a",
                "SELECT LAST_INSERT_ID(), ROW_COUNT(), FOUND_ROWS()", "SELECT a, COUNT(*) FROM t GROUP BY a ORDER BY a",
                "SELECT nothing", "SELEC 1", "SELECT \(1) FRO t", "SELECT 1\nFROM t WHERE )", "INSERT INTO t VALUES (1, \(1))",
            ] {
                do {
                    let cursor = try await connection.cursor()
                    try await cursor.execute(query)
                    let rows = cursor.description == nil ? [] : try await cursor.fetchAll()
                    let id = cursor.lastInsertID.map { "\($0)" } ?? ""
                    results.append("\(rows) \(cursor.rowCount) \(id) \(cursor.warningCount)")
                    await cursor.close()
                } catch let error as MariaDBError {
                    results.append("\(error.number ?? 0) \(error.message) \(error.sql ?? "")")
                }
                let warnings = try await connection.fetchAll("SHOW WARNINGS", as: (String, Int, String).self)
                results.append("\(warnings)")
            }
            return results
        }
        try await withTestConnection { connection in
            let usual = try await run(connection)
            let limited = try await MariaDBDeadline.within(.seconds(100)) { try await run(connection) }
            #expect(limited == usual)
        }
    }

    @Test("leaves a statement prepared once, whatever the time that is left")
    func cache() async throws {
        try await withTestConnection { connection in
            for number in 0..<20 {
                try await MariaDBDeadline.within(.seconds(100 + number)) {
                    let answer = try await connection.fetchOne("SELECT \(number)", as: Int.self)
                    #expect(answer == number)
                }
                var query: MariaDBQuery = "SELECT \(number)"
                query.timeout = .seconds(200 + number)
                #expect(try await connection.fetchOne(query, as: Int.self) == number)
            }
            #expect(try await Self.prepared(on: connection) == "1")
            var query: MariaDBQuery = "SELECT \(1)"
            query.isCached = false
            try await MariaDBDeadline.within(.seconds(100)) { [query] in _ = try await connection.execute(query) }
            #expect(try await Self.prepared(on: connection) == "2")
        }
    }

    private static func prepared(on querying: some MariaDBQuerying) async throws -> String {
        try await querying.fetchOne("SHOW SESSION STATUS LIKE 'Com_stmt_prepare'", as: (String, String).self).1
    }

    @Test("does not have a pooled connection reset")
    func pooled() async throws {
        try await withTestClient(1) { client in
            try await client.execute("CREATE TABLE t (a INT)")
            for number in 0..<10 {
                try await MariaDBDeadline.within(.seconds(100)) {
                    try await client.execute("INSERT INTO t (a) VALUES (\(number))")
                    _ = try await client.fetchAll("SELECT a FROM t WHERE a < \(number)", as: Int.self)
                    _ = try await client.fetchAll("SELECT MAX(a) FROM t", as: Int?.self)
                    try await client.withRows("SELECT a + \(number) FROM t") { rows in
                        for try await _ in rows {}
                    }
                }
            }
            // Two that are kept, and what is streamed, each time.
            #expect(try await Self.prepared(on: client) == "12")
        }
    }

    @Test("ends rows that are read as they are asked for")
    func stream() async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.cancellationGracePeriod = .seconds(20)
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                var query: MariaDBQuery = "SELECT SLEEP(0.02), \(1) FROM seq_1_to_10000"
                query.timeout = .seconds(2)
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.withRows(query, batch: MariaDBBatchLimit(rows: 1)) { rows in
                        for try await _ in rows {}
                    }
                }
                #expect(error?.code == .statementTimeout, "\(String(reflecting: error))")
                #expect(error?.sql == query.sql)
                let answer = try await connection.fetchOne("SELECT 1", as: Int.self)
                #expect(answer == 1)
            }
        }
    }

    @Test("is kept by the server inside a perform, where the body may go on")
    func perform() async throws {
        try await withTestConnection { connection in
            let answer = try await connection.perform { session in
                var query: MariaDBQuery = "SELECT SLEEP(\(60))"
                query.timeout = .milliseconds(50)
                do {
                    try session.execute(query)
                    Issue.record("\(query) was not ended")
                } catch let error as MariaDBError {
                    #expect(error.code == .statementTimeout)
                    #expect(error.sql == query.sql)
                }
                return try session.fetchOne("SELECT 1", as: Int.self)
            }
            #expect(answer == 1)
        }
    }

    @Test("stops a statement whose client has gone")
    func vanishedClient() async throws {
        try await MariaDBServer.withServer { server in
            let watcher = try await MariaDBConnection.connect(to: server.configuration)
            func exceeded() async throws -> String {
                try await watcher.fetchOne(
                    "SHOW GLOBAL STATUS LIKE 'Max_statement_time_exceeded'", as: (String, String).self
                ).1
            }
            try await FaultProxy.withProxy(to: server.configuration) { proxy in
                var expected = 0
                for query: MariaDBQuery in ["SELECT SLEEP(60)", "SELECT SLEEP(\(60))"] {
                    let connection = try await MariaDBConnection.connect(to: proxy.configuration)
                    // Prepared while it can be.
                    try await MariaDBDeadline.within(.seconds(100)) { _ = try await connection.execute("SELECT SLEEP(\(0))") }
                    // Nothing comes back any more, so no KILL can be sent, and no shutdown of a socket gets through.
                    proxy.faults.toClient.isHeld = true
                    let call = Task {
                        try await MariaDBDeadline.within(.milliseconds(300)) { try await connection.execute(query) }
                    }
                    let error = await #expect(throws: MariaDBError.self) { try await call.value }
                    #expect(error?.code == .statementTimeout)
                    expected += 1
                    #expect(try await eventually { try await exceeded() == "\(expected)" })
                    let working = try await watcher.fetchOne(
                        """
                        SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = \(connection.connectionID) AND COMMAND <> 'Sleep'
                        """, as: Int.self)
                    #expect(working == 0)
                    proxy.faults.toClient.isHeld = false
                    await connection.close()
                }
            }
            await watcher.close()
        }
    }

    @Test("that the server does not take in front of a statement is left out, once and for all")
    func refused() async throws {
        let columns: [FakeServer.Column] = [.init("n", .bigInt)]
        let script: [FakeServer.Step] = [
            .login(), .expect(.prepare("SET STATEMENT max_statement_time")), .send(.error(1232, "Incorrect argument type")),
            .expect(.prepare("SELECT ?")), .send(.prepared(7, columns: columns, bindCount: 1)),
            .expect(.execute), .send(.binaryResult(columns, rows: [[1]])),
            .expect(.execute), .send(.binaryResult(columns, rows: [[2]])), .expect(.quit),
        ]
        try await withFakeConnection(script) { connection in
            for number in 1...2 {
                let answer = try await connection.fetchOne("SELECT \(number)", as: Int.self)
                #expect(answer == number)
            }
        }
    }

    @Test("is not sent to MySQL")
    func mySQL() async throws {
        let columns: [FakeServer.Column] = [.init("n", .bigInt)]
        let script: [FakeServer.Step] = [
            .login(.init(version: "8.4.3")), .expect(.query("SELECT 1")), .send(.result(columns, rows: [[1]])),
            .expect(.prepare("SELECT ?")), .send(.prepared(7, columns: columns, bindCount: 1)),
            .expect(.execute), .send(.binaryResult(columns, rows: [[2]])), .expect(.quit),
        ]
        try await withFakeConnection(script) { connection in
            let (one, two) = (
                try await connection.fetchOne("SELECT 1", as: Int.self),
                try await connection.fetchOne("SELECT \(2)", as: Int.self)
            )
            #expect(one == 1 && two == 2)
        }
    }

    private func withFakeConnection(
        _ script: [FakeServer.Step], _ body: @escaping @Sendable (MariaDBConnection) async throws -> Void
    ) async throws {
        try await FakeServer.withServer(script) { server in
            let connection = try await MariaDBConnection.connect(to: server.configuration)
            try await MariaDBDeadline.within(.seconds(100)) { try await body(connection) }
            await connection.close()
            #expect(try await eventually { server.openConnections == 0 })
            #expect(server.surprises == [])
        }
    }
}
