import MariaDB
import MariaDBTesting
import Testing

/// Whatever can be prepared can be run for many rows, and gives what it gives for each row by itself. It was chosen by the first word of
/// a statement to send it in bulk: INSERT … SELECT failed with error 1295, and expressions of an INSERT that MariaDB takes for constant had
/// the first row's value in every row.
@Suite("executeMany of statements of every kind")
struct ExecuteManyStatementTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let sql: String
        let way: MariaDBBulkResult.Way
        /// Of the table `t`, which begins with (1, 10), (2, 20), (3, 30).
        let left: [Int: Int]
        let affectedRows: UInt64
        let rowCount: Int

        init(
            _ sql: String, _ way: MariaDBBulkResult.Way, leaves left: [Int: Int], affects affectedRows: UInt64,
            gives rowCount: Int = 0
        ) {
            (self.sql, self.way, self.left, self.affectedRows, self.rowCount) = (sql, way, left, affectedRows, rowCount)
        }

        var testDescription: String { sql }
    }

    /// The rows are (1, 4) and (3, 6), or the first of each; `u` has (1, 100), (2, 200), (3, 300).
    private static let cases = [
        Case(
            "INSERT INTO t SELECT ? + 10, ?", .pipelined, leaves: [1: 10, 2: 20, 3: 30, 11: 4, 13: 6], affects: 2),
        Case(
            "INSERT INTO t (SELECT a + 10, b FROM u WHERE a = ?)", .pipelined, leaves: [1: 10, 2: 20, 3: 30, 11: 100, 13: 300],
            affects: 2),
        Case(
            "INSERT INTO t WITH x AS (SELECT ? + 10, ?) SELECT * FROM x", .pipelined,
            leaves: [1: 10, 2: 20, 3: 30, 11: 4, 13: 6], affects: 2),
        Case(
            "INSERT INTO t SELECT ?, ? ON DUPLICATE KEY UPDATE b = 5", .pipelined, leaves: [1: 5, 2: 20, 3: 5], affects: 4),
        Case(
            "INSERT INTO t SELECT ? + 10, ? RETURNING a", .pipelined, leaves: [1: 10, 2: 20, 3: 30, 11: 4, 13: 6], affects: 2,
            gives: 2),
        Case(
            "INSERT IGNORE INTO t SELECT ?, ?", .pipelined, leaves: [1: 10, 2: 20, 3: 30], affects: 0),
        Case(
            "REPLACE INTO t SELECT ?, ?", .pipelined, leaves: [1: 4, 2: 20, 3: 6], affects: 4),
        Case(
            "INSERT INTO t VALUES (? + 10, (SELECT b + ? FROM u WHERE a = 1))", .pipelined,
            leaves: [1: 10, 2: 20, 3: 30, 11: 104, 13: 106], affects: 2),
        Case(
            "INSERT INTO t VALUES (? + 10, EXISTS (SELECT 1 FROM u WHERE a + 3 = ? AND a < 2))", .pipelined,
            leaves: [1: 10, 2: 20, 3: 30, 11: 1, 13: 0], affects: 2),
        Case(
            "INSERT INTO t VALUES (? + 10, (SELECT COUNT(*) FROM u WHERE b > 50 * ?))", .pipelined,
            leaves: [1: 10, 2: 20, 3: 30, 11: 1, 13: 0], affects: 2),
        Case(
            "INSERT INTO t VALUES (? + 10, IF(? > 5, 1, 0))", .multipleValues, leaves: [1: 10, 2: 20, 3: 30, 11: 0, 13: 1],
            affects: 2),
        Case(
            "REPLACE INTO t VALUES (? + 10, '6' REGEXP ?)", .multipleValues, leaves: [1: 10, 2: 20, 3: 30, 11: 0, 13: 1],
            affects: 2),
        Case(
            "INSERT INTO t SET a = ? + 10, b = IF(? > 5, 1, 0)", .pipelined, leaves: [1: 10, 2: 20, 3: 30, 11: 0, 13: 1],
            affects: 2),
        Case(
            "INSERT INTO t VALUES (?, 0) ON DUPLICATE KEY UPDATE b = IF(? > 5, 1, 7)", .pipelined, leaves: [1: 7, 2: 20, 3: 1],
            affects: 4),
        Case(
            "INSERT INTO t VALUES (?, 0) ON DUPLICATE KEY UPDATE b = ?", .bulk, leaves: [1: 4, 2: 20, 3: 6], affects: 4),
        Case(
            "INSERT INTO t VALUES (?, ?) ON DUPLICATE KEY UPDATE b = b + VALUES(b)", .bulk, leaves: [1: 14, 2: 20, 3: 36],
            affects: 4),
        Case(
            "REPLACE INTO t SET a = ?, b = ?", .bulk, leaves: [1: 4, 2: 20, 3: 6], affects: 4),
        Case(
            "REPLACE INTO t VALUES (?, ?) RETURNING a", .bulk, leaves: [1: 4, 2: 20, 3: 6], affects: 2, gives: 2),
        Case(
            "DELETE FROM t WHERE a = (SELECT MAX(a) FROM u WHERE a <= ?)", .bulk, leaves: [2: 20], affects: 2),
        Case(
            "DELETE FROM t WHERE a = ? RETURNING b", .bulk, leaves: [2: 20], affects: 2, gives: 2),
        Case(
            "UPDATE t JOIN u ON t.a = u.a SET t.b = u.b WHERE u.a = ?", .bulk, leaves: [1: 100, 2: 20, 3: 300], affects: 2),
        Case(
            "UPDATE t, u SET t.b = ? WHERE t.a = u.a AND u.b > 50 * ?", .bulk, leaves: [1: 10, 2: 20, 3: 1], affects: 1),
        Case(
            "UPDATE t SET b = b + IF(? > 2, 1, 0) + (SELECT b FROM u WHERE a + 3 = ?)", .bulk, leaves: [1: 411, 2: 421, 3: 431],
            affects: 6),
        Case(
            "CALL p(?, ?)", .oneByOne, leaves: [1: 4, 2: 20, 3: 6], affects: 2),
        Case(
            "WITH x AS (SELECT ? AS n) SELECT n FROM x", .oneByOne, leaves: [1: 10, 2: 20, 3: 30], affects: 2, gives: 2),
        Case(
            "SELECT ?", .oneByOne, leaves: [1: 10, 2: 20, 3: 30], affects: 2, gives: 2),
        Case(
            "SET @n = ?", .oneByOne, leaves: [1: 10, 2: 20, 3: 30], affects: 0),
        Case(
            "DO ?", .oneByOne, leaves: [1: 10, 2: 20, 3: 30], affects: 0),
        Case(
            "SET STATEMENT max_statement_time = 60 FOR REPLACE INTO t VALUES (?, ?)", .oneByOne, leaves: [1: 4, 2: 20, 3: 6],
            affects: 4),
        Case(
            "BEGIN NOT ATOMIC UPDATE t SET b = ? WHERE a = 1; END", .oneByOne, leaves: [1: 3, 2: 20, 3: 30], affects: 2),
    ]

    @Test("runs each for all rows, the second time as well", arguments: cases)
    func kinds(_ kind: Case) async throws {
        try await withTables { connection in
            let count = kind.sql.utf8.count { $0 == UInt8(ascii: "?") }
            let rows = [[1, 4], [3, 6]].map { $0.prefix(count).map { MariaDBValue.integer($0) } }
            for isInside in [false, true] {
                try await Self.fill(connection)
                let result =
                    if isInside {
                        try await connection.perform { try $0.executeMany(MariaDBQuery(unsafeSQL: kind.sql), rows) }
                    } else {
                        try await connection.executeMany(MariaDBQuery(unsafeSQL: kind.sql), rows)
                    }
                #expect(result.way == kind.way)
                #expect(result.rowCount == 2)
                #expect(result.affectedRows == kind.affectedRows)
                #expect(result.rows.count == kind.rowCount)
                let left = try await connection.fetchAll("SELECT a, b FROM t", as: (Int, Int).self)
                #expect(Dictionary(uniqueKeysWithValues: left) == kind.left)
                #expect(await !connection.isInTransaction)
            }
        }
    }

    /// The text of a row was not counted, and the statement for a thousand of them refused as too large.
    @Test("repeats no more text in one statement than the server takes")
    func longExpressions() async throws {
        try await MariaDBServer.withServer(.init(arguments: ["--max-allowed-packet=1M"])) { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                try await connection.execute("CREATE DATABASE d")
                try await connection.select(database: "d")
                try await connection.execute("CREATE TABLE t (a INT, b INT)")
                let text = String(repeating: "x", count: 3_000)
                let result = try await connection.executeMany(
                    "INSERT INTO t VALUES (?, LENGTH('\(unsafeSQL: text)') + ?)", (1...1_000).map { ($0, $0) })
                #expect(result.way == .multipleValues)
                #expect(try await connection.fetchOne("SELECT SUM(b - a) FROM t", as: Int.self) == 3_000_000)
            }
        }
    }

    @Test("says of a statement that can not be prepared what the server says")
    func unpreparable() async throws {
        try await withTables { connection in
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.executeMany("EXECUTE IMMEDIATE ?", ["DO 1"])
            }
            #expect(error?.number == 1295)
            try await connection.ping()
        }
    }

    private func withTables(_ body: (MariaDBConnection) async throws -> Void) async throws {
        try await withTestConnection { connection in
            try await Self.create(connection)
            try await body(connection)
        }
    }

    private static func create(_ connection: MariaDBConnection) async throws {
        try await connection.execute("CREATE TABLE t (a INT PRIMARY KEY, b INT)")
        try await connection.execute("CREATE TABLE u (a INT PRIMARY KEY, b INT)")
        try await connection.execute("CREATE PROCEDURE p(x INT, y INT) UPDATE t SET b = y WHERE a = x")
        try await fill(connection)
    }

    private static func fill(_ connection: MariaDBConnection) async throws {
        try await connection.execute("REPLACE INTO t VALUES (1, 10), (2, 20), (3, 30)")
        try await connection.execute("DELETE FROM t WHERE a > 3")
        try await connection.execute("REPLACE INTO u VALUES (1, 100), (2, 200), (3, 300)")
    }
}
