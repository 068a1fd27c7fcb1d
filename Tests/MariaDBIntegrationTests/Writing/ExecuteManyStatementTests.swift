import MariaDB
import MariaDBTesting
import Testing

/// Whatever can be prepared can be run for many rows, and gives what it gives for each row by itself. It was chosen by the first word of
/// a statement to send it in bulk: what the server takes no bulk of failed with error 1295, and expressions of an INSERT that MariaDB
/// takes for constant had the first row's value in every row.
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
            "DELETE t FROM t JOIN u ON t.a = u.a WHERE u.a = ?", .pipelined, leaves: [2: 20], affects: 2),
        Case(
            "DELETE FROM t USING t JOIN u ON t.a = u.a WHERE u.a = ?", .pipelined, leaves: [2: 20], affects: 2),
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

    /// Some packets full; those that follow a refused one are written before it is refused. The first way is known beforehand.
    private static let copy: MariaDBQuery = "INSERT INTO many SELECT ?, ?"
    private static let remove: MariaDBQuery = "DELETE many FROM many JOIN u ON u.a = 1 WHERE id = ? AND pad = ?"
    private static let manyRows: [(Int, String)] = (1...4_000).map { ($0, String(repeating: "x", count: 700)) }

    @Test("loses no row of several packets, and runs none twice", arguments: [true, false], [true, false])
    func packets(isGuarded: Bool, isInTransaction: Bool) async throws {
        try await withTables { connection in
            for query in [Self.copy, Self.remove] {
                if isInTransaction { try await connection.begin() }
                let result = try await connection.executeMany(query, Self.manyRows, transaction: isGuarded)
                #expect(result.way == .pipelined)
                #expect(result.rowCount == 4_000)
                #expect(result.affectedRows == 4_000)
                #expect(result.statementCount == 4_000)
                #expect(await connection.isInTransaction == isInTransaction)
                if isInTransaction { try await connection.commit() }
                let left = try await connection.fetchOne("SELECT COUNT(*) FROM many", as: Int.self)
                #expect(left == (query.sql == Self.copy.sql ? 4_000 : 0))
            }
        }
    }

    @Test("loses none inside a perform, or without a cache of statements")
    func elsewhere() async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.statementCacheSize = 0
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await Self.create(connection)
                for isInside in [true, false] {
                    for query in [Self.copy, Self.remove] {
                        let result =
                            if isInside {
                                try await connection.perform { try $0.executeMany(query, Self.manyRows) }
                            } else {
                                try await connection.executeMany(query, Self.manyRows)
                            }
                        #expect(result.way == .pipelined)
                        #expect(result.affectedRows == 4_000 && result.statementCount == 4_000)
                    }
                }
            }
        }
    }

    @Test("leaves everything as it was when a row fails in a later packet", arguments: [true, false])
    func allOrNothing(isInTransaction: Bool) async throws {
        try await withTables { connection in
            try await connection.execute(
                """
                CREATE TRIGGER keep BEFORE DELETE ON many FOR EACH ROW
                IF OLD.id = 3990 THEN SIGNAL SQLSTATE '45000'; END IF
                """)
            try await connection.executeMany("INSERT INTO many VALUES (?, ?)", Self.manyRows)
            if isInTransaction { try await connection.begin() }
            for (query, rows, failing) in [
                (Self.copy, Self.manyRows.map { ($0 + 4_000, $1) } + [(1, "again")], 4_000), (Self.remove, Self.manyRows, 3_989),
            ] {
                let error = await #expect(throws: MariaDBError.self) { try await connection.executeMany(query, rows) }
                #expect(error?.number == (failing == 4_000 ? 1062 : 1644))
                #expect(error?.bulk?.kept == MariaDBBulkFailure.Kept.none)
                #expect(error?.bulk?.failedRows.contains(failing) == true)
                #expect(await connection.isInTransaction == isInTransaction)
                #expect(try await connection.fetchOne("SELECT COUNT(*) FROM many", as: Int.self) == 4_000)
            }
        }
    }

    /// Rows before it may be in, and would be written twice.
    @Test("takes no error of a trigger for the server's refusal")
    func trigger() async throws {
        try await withTables { connection in
            try await connection.execute(
                """
                CREATE TRIGGER refuse BEFORE UPDATE ON t FOR EACH ROW
                IF NEW.b > 1000 THEN SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = 1295; END IF
                """)
            let update: MariaDBQuery = "UPDATE t SET b = b + ? WHERE a = 1"
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.executeMany(update, [1, 2000], transaction: false)
            }
            #expect(error?.number == 1295)
            #expect(try await connection.fetchOne("SELECT b FROM t WHERE a = 1", as: Int.self) == 11)
            #expect(try await connection.executeMany(update, [1, 1]).way == .bulk)
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
        try await connection.execute("CREATE TABLE many (id INT PRIMARY KEY, pad VARCHAR(700))")
        try await connection.execute("CREATE PROCEDURE p(x INT, y INT) UPDATE t SET b = y WHERE a = x")
        try await fill(connection)
    }

    private static func fill(_ connection: MariaDBConnection) async throws {
        try await connection.execute("REPLACE INTO t VALUES (1, 10), (2, 20), (3, 30)")
        try await connection.execute("DELETE FROM t WHERE a > 3")
        try await connection.execute("REPLACE INTO u VALUES (1, 100), (2, 200), (3, 300)")
    }
}
