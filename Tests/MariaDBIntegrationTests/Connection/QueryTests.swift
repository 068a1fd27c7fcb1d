import MariaDB
import MariaDBTesting
import Testing

@Suite("Statements")
struct QueryTests {
    @Test("give the same values as text and with binds")
    func bothProtocols() async throws {
        try await withTestConnection { connection in
            typealias Values = (Int, Int, UInt64, Double, String, [UInt8], String?, String, String, String)
            let columns = """
                SELECT 1, -9223372036854775808, 18446744073709551615, 0.1e0, 'é😀', x'00ff', NULL, 12.50,
                TIMESTAMP'2024-02-29 23:59:59.123456', TIME'-838:59:59'
                """
            let text = try await connection.fetchOne(MariaDBQuery(unsafeSQL: columns), as: Values.self)
            let bound = try await connection.fetchOne("\(unsafeSQL: columns) WHERE 1 = \(1)", as: Values.self)
            let expected: Values = (
                1, Int.min, UInt64.max, 0.1, "é😀", [0, 255], nil, "12.50", "2024-02-29 23:59:59.123456", "-838:59:59"
            )
            for values in [text, bound] {
                #expect("\(values)" == "\(expected)")
            }
        }
    }

    @Test("bring binds to the server and back unchanged")
    func bindsRoundTrip() async throws {
        try await withTestConnection { connection in
            try await connection.ping()
            let text = "' OR 1=1 --\\ \0 \u{1A} \" ` % ? 😀"
            let bytes = (UInt8.min...UInt8.max).map { $0 }
            let (a, b, c, d, e, f, g, h) = try await connection.fetchOne(
                """
                SELECT \(Int64.min), \(UInt64.max), \(Double.leastNonzeroMagnitude), \(true), \(text), \(bytes), \(nil as Int?), \("")
                """,
                as: (Int64, UInt64, Double, Bool, String, [UInt8], Int?, String).self)
            #expect((a, b, c, d) == (Int64.min, UInt64.max, Double.leastNonzeroMagnitude, true))
            #expect((e, f, g, h) == (text, bytes, nil, ""))
        }
    }

    @Test("are inert towards binds whatever the SQL mode", arguments: ["", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES"])
    func injection(mode: String) async throws {
        try await withTestConnection { connection in
            try await connection.execute("SET sql_mode = \(mode)")
            for text in ["' OR '1'='1", "\\' OR 1=1 -- ", "\" OR 1=1 #", "\\"] {
                #expect(try await connection.fetchAll("SELECT 1 FROM DUAL WHERE 'x' = \(text)").isEmpty)
                #expect(try await connection.fetchOne("SELECT \(text)", as: String.self) == text)
            }
        }
    }

    @Test("tell what they did")
    func summaries() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, n TINYINT)")
            let insert = try await connection.execute("INSERT INTO t (n) VALUES (\(1)), (\(2)), (\(3))")
            #expect((insert.affectedRows, insert.lastInsertID, insert.warningCount) == (3, 1, 0))
            try await connection.execute("SET sql_mode = ''")
            let update = try await connection.execute("UPDATE t SET n = 1000 WHERE n > 1")
            #expect((update.affectedRows, update.lastInsertID, update.warningCount) == (2, 0, 2))
            let warnings = try await connection.warnings()
            #expect(warnings.map(\.number) == [1264, 1264] && warnings.allSatisfy { $0.level == "Warning" })
            #expect(warnings.first?.message.contains("'n'") == true)
            #expect(try await connection.execute("UPDATE t SET n = 1 WHERE n = \(1)").affectedRows == 0)
            try await connection.execute("ALTER TABLE t AUTO_INCREMENT = 18446744073709551610")
            #expect(try await connection.execute("INSERT INTO t (n) VALUES (1)").lastInsertID == 18_446_744_073_709_551_610)
            #expect(try await connection.execute("SELECT * FROM t").affectedRows == 4)
        }
    }

    @Test("that fail are errors with number, SQLSTATE, SQL and place, and the connection goes on")
    func errors() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL CHECK (n < 100))")
            try await connection.execute("INSERT INTO t VALUES (1, 1)")
            let cases: [(MariaDBQuery, Int, String)] = [
                ("SELEC 1", 1064, "42000"), ("SELEC \(1)", 1064, "42000"), ("SELECT * FROM nowhere", 1146, "42S02"),
                ("SELECT * FROM nowhere WHERE 1 = \(1)", 1146, "42S02"), ("INSERT INTO t VALUES (1, \(2))", 1062, "23000"),
                ("INSERT INTO t VALUES (2, \(nil as Int?))", 1048, "23000"), ("INSERT INTO t VALUES (2, \(100))", 4025, "23000"),
                ("", 1065, "42000"), (";", 1065, "42000"), ("SELECT 1; SELECT 2", 1064, "42000"),
                ("SELECT (SELECT seq FROM seq_1_to_2)", 1242, "21000"),
                ("SELECT (SELECT seq FROM seq_1_to_2 WHERE seq > \(0))", 1242, "21000"),
            ]
            for (query, number, sqlState) in cases {
                let line = #line + 1
                let error = await #expect(throws: MariaDBError.self) { try await connection.execute(query) }
                #expect(error?.code == .server)
                #expect(error?.number == number, "\(query)")
                #expect(error?.sqlState == sqlState, "\(query)")
                #expect(error?.sql == query.sql)
                #expect(error?.file == "MariaDBIntegrationTests/QueryTests.swift" && error?.line == line)
                #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
            }
        }
    }

    @Test("a thousand times wrong leave the connection right, and no statement at the server")
    func manyErrors() async throws {
        // The server counts the statements of all connections, so this needs a server of its own.
        try await MariaDBServer.withServer { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                try await connection.ping()
                for number in 0..<1000 {
                    await #expect(throws: MariaDBError.self) {
                        try await connection.execute(number % 2 == 0 ? "SELEC 1" : "SELECT \(number) FROM nowhere")
                    }
                }
                #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
                let status = try await connection.fetchOne("SHOW STATUS LIKE 'Prepared_stmt_count'", as: (String, String).self)
                #expect(status.1 == "0")
            }
        }
    }

    @Test("take 65,535 binds, and one more is refused before it is sent")
    func maximumBinds() async throws {
        try await withTestConnection { connection in
            try await connection.ping()
            func query(_ count: Int) -> MariaDBQuery {
                let placeholders = repeatElement("?", count: count).joined(separator: ",")
                return MariaDBQuery(
                    unsafeSQL: "SELECT COUNT(*) FROM seq_0_to_70000 WHERE seq IN (\(placeholders))",
                    binds: (0..<count).map { .integer(Int64($0)) })
            }
            #expect(try await connection.fetchOne(query(65_535), as: Int.self) == 65_535)
            let error = await #expect(throws: MariaDBError.self) { try await connection.execute(query(65_536)) }
            #expect(error?.code == .invalidQuery)
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test("with too few or too many binds are refused")
    func wrongBindCount() async throws {
        try await withTestConnection { connection in
            try await connection.ping()
            for binds in [[MariaDBValue.integer(1)], [.integer(1), .integer(2), .integer(3)]] {
                let query = MariaDBQuery(unsafeSQL: "SELECT ?, ?", binds: binds)
                let error = await #expect(throws: MariaDBError.self) { try await connection.execute(query) }
                #expect(error?.code == .invalidQuery)
                #expect(error?.message.contains("2 placeholders") == true)
            }
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
        }
    }
}
