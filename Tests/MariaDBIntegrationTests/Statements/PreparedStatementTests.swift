import MariaDB
import MariaDBTesting
import Testing

@Suite("Prepared statements")
struct PreparedStatementTests {
    /// A server of the test's own, since it counts the statements of all its connections; two connections to one database.
    private func withConnections(
        cacheSize: Int = 128, _ body: (MariaDBConnection, MariaDBConnection) async throws -> Void
    ) async throws {
        try await MariaDBServer.withServer { server in
            try await server.configuration.withTemporaryDatabase { configuration in
                var configuration = configuration
                configuration.statementCacheSize = cacheSize
                let other = try await MariaDBConnection.connect(to: configuration)
                try await MariaDBConnection.withConnection(to: configuration) { try await body($0, other) }
                await other.close()
            }
        }
    }

    private func status(_ name: String, _ connection: MariaDBConnection) async throws -> Int {
        let row = try await connection.fetchOne("SHOW GLOBAL STATUS LIKE '\(unsafeSQL: name)'", as: (String, String).self)
        return try #require(Int(row.1))
    }

    @Test("are prepared once and executed many times")
    func reuse() async throws {
        try await withConnections { connection, other in
            let before = try await status("Com_stmt_prepare", other)
            for number in 0..<100 {
                #expect(try await connection.fetchOne("SELECT \(number)", as: Int.self) == number)
            }
            #expect(try await status("Com_stmt_prepare", other) - before == 1)
            #expect(try await status("Prepared_stmt_count", other) == 1)
        }
    }

    @Test(
        "stay within their number at the server over ten thousand distinct ones, and are gone with the connection",
        arguments: [
            0, 1, 128,
        ])
    func bounded(cacheSize: Int) async throws {
        try await withConnections(cacheSize: cacheSize) { connection, other in
            for number in 0..<10_000 {
                let answer = try await connection.fetchOne("SELECT \(number) AS \(identifier: "c\(number)")", as: Int.self)
                guard answer == number else { throw WrongAnswer() }
            }
            #expect(try await status("Prepared_stmt_count", other) == cacheSize)
            await connection.close()
            #expect(try await eventually { try await status("Prepared_stmt_count", other) == 0 })
        }
    }

    @Test("make room when the server has none left")
    func serverFull() async throws {
        try await withConnections { connection, other in
            try await other.execute("SET GLOBAL max_prepared_stmt_count = 10")
            for number in 0..<30 {
                #expect(try await connection.fetchOne("SELECT \(number) AS \(identifier: "c\(number)")", as: Int.self) == number)
            }
            #expect(try await status("Prepared_stmt_count", other) <= 10)
        }
    }

    @Test("survive changes of their table by others: new columns, names and types are seen at once")
    func tableChanges() async throws {
        try await withConnections { connection, other in
            try await other.execute("CREATE TABLE t (id INT PRIMARY KEY, a INT)")
            try await other.execute("INSERT INTO t VALUES (1, 10)")
            func row() async throws -> MariaDBRow { try await connection.fetchOne("SELECT * FROM t WHERE id = \(1)") }
            #expect(try await row().columns.map(\.name) == ["id", "a"])
            let changes: [(MariaDBQuery, [String], [String])] = [
                ("ALTER TABLE t ADD COLUMN b INT DEFAULT 20", ["id", "a", "b"], ["1", "10", "20"]),
                ("ALTER TABLE t RENAME COLUMN a TO renamed", ["id", "renamed", "b"], ["1", "10", "20"]),
                ("ALTER TABLE t MODIFY COLUMN b VARCHAR(10)", ["id", "renamed", "b"], ["1", "10", "20"]),
                ("ALTER TABLE t DROP COLUMN renamed", ["id", "b"], ["1", "20"]),
                ("DROP TABLE t", [], []),
                ("CREATE TABLE t (id INT, z DOUBLE) SELECT 1 AS id, 0.5e0 AS z", ["id", "z"], ["1", "0.5"]),
            ]
            for (change, names, values) in changes {
                try await other.execute(change)
                if names.isEmpty {
                    let error = await #expect(throws: MariaDBError.self) { try await row() }
                    #expect(error?.number == 1146)
                    continue
                }
                for _ in 0..<3 {
                    let row = try await row()
                    #expect(row.columns.map(\.name) == names, "\(change)")
                    #expect(try row.cells().map { try String(from: $0) } == values, "\(change)")
                }
            }
        }
    }

    @Test("that write are never run twice, also when their rows can not be read after a change of the table")
    func writingOnce() async throws {
        try await withConnections { connection, other in
            try await other.execute("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a INT)")
            func insert() async throws -> Int {
                try await connection.fetchAll("INSERT INTO t (a) VALUES (\(1)) RETURNING *").count
            }
            func count() async throws -> Int { try await other.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) }
            #expect(try await insert() == 1)
            try await other.execute("ALTER TABLE t ADD COLUMN b INT")
            let before = try await count()
            do {
                _ = try await insert()
            } catch let error as MariaDBError {
                #expect(error.number == 2057)
            }
            #expect(try await count() == before + 1)
            #expect(try await insert() == 1, "the statement is prepared anew")
            #expect(try await count() == before + 2)
        }
    }

    @Test("with an error of their own stay prepared")
    func failing() async throws {
        try await withConnections { connection, other in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY)")
            for number in [1, 1, 1, 2, 2] {
                do {
                    try await connection.execute("INSERT INTO t VALUES (\(number))")
                } catch let error as MariaDBError {
                    #expect(error.number == 1062)
                }
            }
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 2)
            #expect(try await status("Com_stmt_prepare", other) == 1)
        }
    }

    @Test("that are held run again and again, survive a change of their table, and are closed when let go")
    func held() async throws {
        try await withConnections { connection, other in
            try await other.execute("CREATE TABLE t (id INT PRIMARY KEY, a INT)")
            var insert: MariaDBStatement? = try await connection.prepare("INSERT INTO t VALUES (?, ?)")
            #expect(insert?.bindCount == 2)
            for number in 0..<5 { try await insert?.execute(number, number * 10) }
            var select: MariaDBStatement? = try await connection.prepare("SELECT * FROM t WHERE id >= ?")
            #expect(try await select?.fetchAll(3, as: (Int, Int).self).map(\.1) == [30, 40])
            try await other.execute("ALTER TABLE t ADD COLUMN b INT")
            #expect(try await select?.fetchAll(3).first?.columns.count == 3)
            let error = await #expect(throws: MariaDBError.self) { try await insert?.execute(1) }
            #expect(error?.code == .invalidQuery)
            #expect(try await status("Prepared_stmt_count", other) == 2)
            insert = nil
            select = nil
            try await connection.ping()
            #expect(try await eventually { try await status("Prepared_stmt_count", other) == 0 })
        }
    }

    @Test("can not be held with values in them")
    func heldWithValues() async throws {
        try await withConnections { connection, _ in
            try await connection.ping()
            let error = await #expect(throws: MariaDBError.self) { _ = try await connection.prepare("SELECT \(1)") }
            #expect(error?.code == .invalidQuery)
        }
    }

    private struct WrongAnswer: Error {}
}
