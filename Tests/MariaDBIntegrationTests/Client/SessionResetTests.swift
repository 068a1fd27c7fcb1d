import MariaDB
import MariaDBTesting
import Testing

/// Nothing of one user's session reaches the next: the pool has one connection here, so the next user gets the same.
@Suite("The session of a pooled connection")
struct SessionResetTests {
    /// What a user leaves behind, and what the next one then asks.
    struct Trace: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var statements: [String]
        var question: String
    }

    static let traces = [
        Trace(testDescription: "user variables", statements: ["SET @a = 1"], question: "SELECT @a"),
        Trace(testDescription: "user variables of a SELECT", statements: ["SELECT @a := 1"], question: "SELECT @a"),
        Trace(testDescription: "user variables of an INTO", statements: ["SELECT 1 INTO @a"], question: "SELECT @a"),
        Trace(testDescription: "user variables of a function", statements: ["SELECT leaves_a()"], question: "SELECT @a"),
        Trace(testDescription: "user variables of a procedure", statements: ["CALL leaves_b()"], question: "SELECT @b"),
        Trace(
            testDescription: "user variables of a block", statements: ["BEGIN NOT ATOMIC SELECT 1 INTO @a; END"],
            question: "SELECT @a"),
        Trace(
            testDescription: "temporary tables", statements: ["CREATE TEMPORARY TABLE t (a INT)"],
            question: "SELECT COUNT(*) FROM t"),
        Trace(testDescription: "named locks", statements: ["SELECT GET_LOCK('l', 0)"], question: "SELECT IS_USED_LOCK('l')"),
        Trace(testDescription: "named locks of a DO", statements: ["do get_lock('l', 0)"], question: "SELECT IS_USED_LOCK('l')"),
        Trace(testDescription: "table locks", statements: ["LOCK TABLES t READ"], question: "SELECT COUNT(*) FROM u"),
        Trace(testDescription: "handlers", statements: ["HANDLER t OPEN"], question: "HANDLER t READ FIRST"),
        Trace(testDescription: "the default database", statements: ["USE other"], question: "SELECT DATABASE()"),
        Trace(testDescription: "the SQL mode", statements: ["SET sql_mode = 'ANSI'"], question: "SELECT @@sql_mode"),
        Trace(testDescription: "autocommit", statements: ["SET autocommit = 0"], question: "SELECT @@autocommit"),
        Trace(
            testDescription: "the isolation level", statements: ["SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE"],
            question: "SELECT @@tx_isolation"),
        Trace(
            testDescription: "the isolation level of the next transaction",
            statements: ["SET TRANSACTION READ ONLY"], question: "INSERT INTO u VALUES (1)"),
        Trace(
            testDescription: "the character set", statements: ["SET NAMES latin1"], question: "SELECT @@character_set_client, 'é'"
        ),
        Trace(testDescription: "the role", statements: ["SET ROLE writer"], question: "SELECT CURRENT_ROLE()"),
        Trace(testDescription: "the time zone", statements: ["SET time_zone = '+03:00'"], question: "SELECT @@time_zone"),
        Trace(testDescription: "prepared statements", statements: ["PREPARE s FROM 'SELECT 1'"], question: "EXECUTE s"),
        Trace(
            testDescription: "an open transaction", statements: ["BEGIN", "INSERT INTO u VALUES (7)"],
            question: "SELECT COUNT(*) FROM u"),
        Trace(
            testDescription: "the statement's own settings", statements: ["SET STATEMENT sql_mode = '' FOR SELECT 1"],
            question: "SELECT @@sql_mode"),
    ]

    /// One server for all of them: roles and databases belong to a whole server.
    @Test(
        "leaves nothing to the next user", arguments: [MariaDBSessionReset.whenChanged, .always], [nil, Duration.seconds(1000)])
    func nothingIsLeft(reset: MariaDBSessionReset, timeout: Duration?) async throws {
        try await MariaDBServer.withServer { server in
            try await prepare(server.configuration)
            var configuration = MariaDBClient.Configuration(server.configuration)
            configuration.connection.database = "own"
            configuration.maximumConnections = 1
            configuration.reset = reset
            configuration.initialStatements = ["SET @kept = 5"]
            try await MariaDBClient.withClient(configuration) { client in
                let connectionID = try await client.withConnection { $0.connectionID }
                for trace in Self.traces {
                    let before = await answer(to: trace.question, client)
                    try await client.execute("TRUNCATE own.u")
                    try await client.withConnection { connection in
                        // With a deadline the server is told of the time, and takes that for a change as well.
                        try await MariaDBDeadline.within(timeout) {
                            for sql in trace.statements { try await connection.execute(MariaDBQuery(unsafeSQL: sql)) }
                        }
                    }
                    let after = await answer(to: trace.question, client)
                    try await client.execute("TRUNCATE own.u")
                    #expect(after == before, "\(trace.testDescription)")
                    #expect(try await client.fetchOne("SELECT @kept", as: Int.self) == 5, "\(trace.testDescription)")
                }
                // All that on one connection: none had to be thrown away.
                #expect(try await client.withConnection { $0.connectionID } == connectionID)
            }
        }
    }

    /// COM_RESET_CONNECTION leaves the role as it is.
    @Test("has the default role of the account again, which may be none")
    func defaultRole() async throws {
        try await MariaDBServer.withServer { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                for sql in [
                    "CREATE ROLE reader", "CREATE ROLE writer", "CREATE USER app@localhost",
                    "GRANT reader TO app@localhost", "GRANT writer TO app@localhost",
                    "SET DEFAULT ROLE reader FOR app@localhost",
                ] {
                    try await connection.execute(MariaDBQuery(unsafeSQL: sql))
                }
            }
            var configuration = MariaDBClient.Configuration(server.configuration)
            configuration.connection.user = "app"
            configuration.maximumConnections = 1
            try await MariaDBClient.withClient(configuration) { client in
                let connectionID = try await client.withConnection { $0.connectionID }
                for change: MariaDBQuery in ["SET ROLE writer", "SET ROLE NONE", "SET @a = 1"] {
                    try await client.execute(change)
                    let role = try await client.fetchOne("SELECT CURRENT_ROLE()", as: String?.self)
                    #expect(role == "reader", "\(change)")
                }
                #expect(try await client.withConnection { $0.connectionID } == connectionID)
                let role = try await client.withConnection { connection in
                    try await connection.execute("SET ROLE writer")
                    try await connection.reset()
                    return try await connection.fetchOne("SELECT CURRENT_ROLE()", as: String?.self)
                }
                #expect(role == "reader")
            }
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                try await connection.execute("SET ROLE writer")
                try await connection.reset()
                let isNone = try await connection.fetchOne("SELECT CURRENT_ROLE() IS NULL", as: Bool.self)
                #expect(isNone)
            }
        }
    }

    private func prepare(_ configuration: MariaDBConfiguration) async throws {
        try await MariaDBConnection.withConnection(to: configuration) { connection in
            for sql in [
                "CREATE DATABASE own", "CREATE DATABASE other", "CREATE ROLE writer", "USE own", "CREATE TABLE t (a INT)",
                "CREATE TABLE u (a INT)", "INSERT INTO t VALUES (1), (2)",
                "CREATE FUNCTION leaves_a() RETURNS INT BEGIN SET @a = 1; RETURN 1; END",
                "CREATE PROCEDURE leaves_b() BEGIN SELECT 1 INTO @b; END",
            ] {
                try await connection.execute(MariaDBQuery(unsafeSQL: sql))
            }
        }
    }

    /// What the question gives, the number of an error included.
    private func answer(to question: String, _ client: MariaDBClient) async -> String {
        do {
            let rows = try await client.fetchAll(MariaDBQuery(unsafeSQL: question))
            // The values: the description of a row does not have them.
            return try rows.map { row in
                try row.cells().map { $0.isNull ? "NULL" : try String(from: $0) }.joined(separator: ", ")
            }.joined(separator: "; ")
        } catch {
            return (error as? MariaDBError)?.number.map { "error \($0)" } ?? "\(error)"
        }
    }

    @Test("is not reset, and keeps its prepared statements, when nothing has changed")
    func keepsStatements() async throws {
        try await withTestClient(1) { client in
            try await client.execute("CREATE TABLE t (a INT)")
            for number in 0..<10 {
                try await client.execute("INSERT INTO t VALUES (\(number))")
                _ = try await client.fetchAll("SELECT a FROM t WHERE a < \(number)", as: Int.self)
                try await client.withTransaction(isolation: .serializable) { transaction in
                    _ = try await transaction.fetchAll("SELECT a FROM t WHERE a < \(number)", as: Int.self)
                }
            }
            let (_, prepared) = try await client.fetchOne(
                "SHOW SESSION STATUS LIKE 'Com_stmt_prepare'", as: (String, String).self)
            #expect(prepared == "2")
        }
    }

    @Test("is reset also when a transaction was begun right after the change")
    func changeBeforeTransaction() async throws {
        try await withTestClient(1) { client in
            try await client.execute("CREATE FUNCTION f() RETURNS INT BEGIN SET @a = 1; RETURN 1; END")
            try await client.withConnection { connection in
                // Only the server's tracking tells of this change.
                _ = try await connection.fetchOne("SELECT f()")
                try await connection.withTransaction { _ in }
            }
            let isGone = try await client.fetchOne("SELECT @a IS NULL", as: Bool.self)
            #expect(isGone)
        }
    }

    @Test("has its time limit for statements again after a reset", arguments: [MariaDBSessionReset.whenChanged, .always])
    func timeLimit(reset: MariaDBSessionReset) async throws {
        func set(_ configuration: inout MariaDBClient.Configuration) {
            configuration.connection.statementTimeout = .seconds(50)
            configuration.reset = reset
        }
        try await withTestClient(1, set) { client in
            for _ in 1...3 {
                let isSet = try await client.fetchOne("SELECT @@max_statement_time = 50", as: Bool.self)
                #expect(isSet)
                try await client.execute("SET @a = 1")
            }
        }
    }

    @Test("is left as it is on request")
    func never() async throws {
        try await withTestClient(1, { $0.reset = .never }) { client in
            try await client.execute("SET @a = 1")
            #expect(try await client.fetchOne("SELECT @a", as: Int.self) == 1)
            try await client.withConnection { connection in
                try await connection.begin()
                #expect(await connection.isInTransaction)
            }
            #expect(try await client.withConnection { await $0.isInTransaction } == false)
        }
    }

    @Test("has its prepared statements made anew after a reset, those that somebody holds too")
    func heldStatement() async throws {
        try await withTestClient(1) { client in
            let statement = try await client.withConnection { try await $0.prepare("SELECT ? + 1") }
            try await client.execute("SET @a = 1")
            let answer = try await client.withConnection { _ in try await statement.fetchAll(1, as: Int.self) }
            #expect(answer == [2])
        }
    }

    @Test("goes on without rows that the user did not read")
    func unreadRows() async throws {
        try await withTestClient(1) { client in
            try await client.withRows("SELECT seq FROM seq_1_to_100000") { rows in
                for try await _ in rows { break }
            }
            #expect(try await client.fetchOne("SELECT 1", as: Int.self) == 1)
            #expect(client.snapshot().inUse == 0)
        }
    }

    @Test("is replaced when its buffer has grown huge, or when it has become another user's")
    func replaced() async throws {
        try await withTestClient(1) { client in
            let first = try await client.withConnection { $0.connectionID }
            _ = try await client.fetchOne("SELECT REPEAT('x', 3000000)")
            let second = try await client.withConnection { $0.connectionID }
            #expect(second != first)
            let configuration = client.configuration.connection
            try await client.withConnection { connection in
                try await connection.changeUser(
                    to: MariaDBCredentials(user: configuration.user, password: configuration.password))
            }
            #expect(try await client.withConnection { $0.connectionID } != second)
            #expect(client.snapshot().connected == 3)
        }
    }

    @Test("is prepared by a hook, also after a reset")
    func connectHook() async throws {
        try await withTestClient(
            1, { $0.onConnect = { connection in try await connection.execute("SET @tenant = 'blue'") } }
        ) { client in
            #expect(try await client.fetchOne("SELECT @tenant", as: String.self) == "blue")
            try await client.execute("SET @tenant = 'red'")
            #expect(try await client.fetchOne("SELECT @tenant", as: String.self) == "blue")
        }
    }
}
