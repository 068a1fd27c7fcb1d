import MariaDB
import MariaDBTesting
import Testing

@Suite("A cursor at the server")
struct ServerCursorTests {
    @Test("gives the rows that are fetched at once, at every size of prefetch", arguments: [-1, 1, 7, 1000, 2000, 100_000])
    func sameRows(prefetch: Int) async throws {
        try await withTestConnection { connection in
            let query: MariaDBQuery = """
                SELECT seq, IF(seq % 3, CONCAT('row ', seq), NULL), seq * 0.5e0, REPEAT('x', seq % 400),
                TIMESTAMP'2024-01-02 03:04:05' + INTERVAL seq SECOND, CAST(seq AS DECIMAL(20, 3))
                FROM seq_1_to_2000 WHERE seq > \(0)
                """
            func texts(_ row: MariaDBRow) throws -> [String?] { try row.cells().map { $0.isNull ? nil : try String(from: $0) } }
            let expected = try await connection.fetchAll(query).map(texts)
            var seen: [[String?]] = []
            try await connection.withServerCursor(query, prefetch: prefetch) { rows in
                #expect(rows.columns.count == 6)
                for try await row in rows { seen.append(try texts(row)) }
            }
            #expect(seen == expected)
        }
    }

    @Test("lets the connection run other statements in between, with commits, and does not see their changes")
    func selectAndUpdate() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT) SELECT seq AS id, 0 AS n FROM seq_1_to_500")
            var sum = 0
            try await connection.withServerCursor("SELECT id, n FROM t ORDER BY id", prefetch: 50) { rows in
                for try await row in rows {
                    let (id, number) = try row.decode((Int, Int).self)
                    #expect(number == 0)
                    sum += id
                    if id % 100 == 1 { try await connection.begin() }
                    try await connection.execute("UPDATE t SET n = n + 1 WHERE id >= \(id)")
                    if id % 100 == 0 { try await connection.commit() }
                }
            }
            #expect(sum == 500 * 501 / 2)
            #expect(try await connection.fetchOne("SELECT SUM(n) FROM t", as: Int.self) == 500 * 501 / 2)
        }
    }

    @Test("can be open beside others, and beside rows that are streamed")
    func several() async throws {
        try await withTestConnection { connection in
            let query: MariaDBQuery = "SELECT seq FROM seq_1_to_100"
            var pairs = 0
            try await connection.withServerCursor(query, prefetch: 3) { outer in
                for try await row in outer {
                    let number = try row.decode(Int.self)
                    try await connection.withServerCursor(query, prefetch: 60) { inner in
                        for try await row in inner {
                            pairs += 1
                            if try row.decode(Int.self) == number { break }
                        }
                    }
                    try await connection.withRows("SELECT 1") { rows in for try await _ in rows {} }
                }
            }
            #expect(pairs == 5050)
        }
    }

    @Test("that is left early is closed at the server, and costs no reading of the rest")
    func leavingEarly() async throws {
        try await MariaDBServer.withServer { server in
            var configuration = server.configuration
            configuration.database = "mysql"
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                for _ in 0..<3 {
                    let before = try await sessionStatus(connection, "Bytes_sent")
                    try await connection.withServerCursor("SELECT seq, REPEAT('x', 1000) FROM seq_1_to_20000", prefetch: 10) {
                        rows in
                        for try await _ in rows { break }
                    }
                    let sent = try await sessionStatus(connection, "Bytes_sent") - before
                    #expect(sent < 100_000)
                }
                #expect(try await globalStatus(connection, "Prepared_stmt_count") <= 1)
                try await connection.withServerCursor("SELECT 1") { rows in for try await _ in rows {} }
                struct Left: Error {}
                await #expect(throws: Left.self) {
                    try await connection.withServerCursor("SELECT seq FROM seq_1_to_100", prefetch: 2) { _ in throw Left() }
                }
                #expect(try await globalStatus(connection, "Prepared_stmt_count") <= 1)
            }
        }
    }

    @Test("is closed once the rows that were being read when it ended are at their end")
    func endsWhileStreaming() async throws {
        try await withTestConnection { connection in
            try await connection.withRows("SELECT seq FROM seq_1_to_5000") { streamed in
                var seen = 0
                await #expect(throws: MariaDBError.self) {
                    try await connection.withServerCursor("SELECT 1") { _ in }
                }
                for try await _ in streamed { seen += 1 }
                #expect(seen == 5000)
            }
            try await connection.withServerCursor("SELECT seq FROM seq_1_to_100", prefetch: 2) { rows in
                var iterator = rows.makeAsyncIterator()
                _ = try await iterator.next()
                try await connection.withRows("SELECT seq FROM seq_1_to_5000") { streamed in
                    for try await _ in streamed { break }
                }
                _ = try await iterator.next()
                let third = try await iterator.next()
                #expect(try third?.decode(Int.self) == 3)
            }
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test(
        "is not needed: statements for which the server opens none give their rows all the same",
        arguments: [
            ("SHOW TABLES", 1), ("EXPLAIN SELECT 1", 1), ("CALL p()", 2), ("SELECT 1", 1), ("SELECT 1 WHERE 0", 0),
            ("INSERT INTO t VALUES (7), (8) RETURNING id", 2), ("VALUES (1), (2), (3)", 3), ("ANALYZE TABLE t", 1),
        ])
    func withoutCursor(sql: String, count: Int) async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT)")
            try await connection.execute("CREATE PROCEDURE p() BEGIN SELECT 1 UNION SELECT 2; SELECT 3; END")
            for _ in 0..<2 {
                var seen = 0
                try await connection.withServerCursor(MariaDBQuery(unsafeSQL: sql), prefetch: 1) { rows in
                    for try await _ in rows {
                        seen += 1
                        #expect(try await connection.fetchOne("SELECT \(seen)", as: Int.self) == seen)
                    }
                }
                #expect(sql.hasPrefix("ANALYZE") ? seen > 0 : seen == count)
            }
        }
    }

    // Each iterator used to give the rows that came without a cursor anew.
    @Test("that is not needed hands each row out once, however often it is iterated over")
    func iteratingTwice() async throws {
        try await withTestConnection { connection in
            try await connection.withServerCursor("EXPLAIN SELECT 1") { rows in
                var counts: [Int] = []
                for _ in 0..<2 { counts.append(try await rows.reduce(into: 0) { count, _ in count += 1 }) }
                #expect(counts == [1, 0])
            }
        }
    }

    @Test("says what is wrong: with the statement, with a procedure half-way, without rows")
    func errors() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE PROCEDURE p() BEGIN SELECT 1; SIGNAL SQLSTATE '45000'; END")
            for (sql, number) in [
                ("SELECT * FROM nowhere", 1146), ("CALL p()", 1644), ("SELECT (SELECT 1 UNION SELECT 2)", 1242),
            ] {
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.withServerCursor(MariaDBQuery(unsafeSQL: sql)) { rows in for try await _ in rows {} }
                }
                #expect(error?.number == number)
                #expect(error?.sql == sql && error?.line != nil)
            }
            let none = await #expect(throws: MariaDBError.self) { try await connection.withServerCursor("DO 1") { _ in } }
            #expect(none?.code == .noResultSet)
            try await connection.ping()
        }
    }

    @Test("that fails half-way never looks like the end, also when asked again")
    func failure() async throws {
        try await withTestDatabase { configuration in
            let watcher = try await MariaDBConnection.connect(to: configuration)
            let connection = try await MariaDBConnection.connect(to: configuration)
            try await connection.withServerCursor("SELECT seq FROM seq_1_to_100", prefetch: 10) { rows in
                var iterator = rows.makeAsyncIterator()
                for _ in 0..<10 { _ = try await iterator.next() }
                try await watcher.execute("KILL \(unsafeSQL: "\(connection.connectionID)")")
                for _ in 0..<3 {
                    let error = await #expect(throws: MariaDBError.self) { try await iterator.next() }
                    #expect(error?.isConnectionLost == true)
                }
            }
            await watcher.close()
        }
    }

    private func sessionStatus(_ connection: MariaDBConnection, _ name: String) async throws -> Int {
        let text = try await connection.fetchOne("SHOW SESSION STATUS LIKE '\(unsafeSQL: name)'", as: (String, String).self).1
        return try #require(Int(text))
    }

    private func globalStatus(_ connection: MariaDBConnection, _ name: String) async throws -> Int {
        let text = try await connection.fetchOne("SHOW GLOBAL STATUS LIKE '\(unsafeSQL: name)'", as: (String, String).self).1
        return try #require(Int(text))
    }
}
