import MariaDB
import MariaDBTesting
import Testing

@Suite("executeMany")
struct ExecuteManyTests {
    @Test("sends tuples in bulk, and says so")
    func tuples() async throws {
        try await withTable("id INT PRIMARY KEY, name TEXT, age INT") { connection in
            let people: [(Int, String, Int?)] = [(1, "Ada", 36), (2, "Alan", nil), (3, "", 85)]
            let result = try await connection.executeMany("INSERT INTO t (id, name, age) VALUES (?, ?, ?)", people)
            #expect(result.way == .bulk)
            #expect(result.rowCount == 3)
            #expect(result.affectedRows == 3)
            #expect(result.statementCount == 1)
            let rows = try await connection.fetchAll("SELECT * FROM t ORDER BY id", as: (Int, String, Int?).self)
            #expect(rows.map(\.1) == ["Ada", "Alan", ""])
            #expect(rows.map(\.2) == [36, nil, 85])
            #expect(await !connection.isInTransaction)
        }
    }

    @Test("takes plain values, lists of one type, lists of any types")
    func shapes() async throws {
        try await withTable("a INT, b TEXT") { connection in
            try await connection.executeMany("INSERT INTO t (a) VALUES (?)", 1...3)
            try await connection.executeMany("INSERT INTO t (a, b) VALUES (?, ?)", [[4, "x"], [5, nil]])
            try await connection.executeMany("INSERT INTO t (a, b) VALUES (?, ?)", [[MariaDBValue.integer(6), .text("y")]])
            try await connection.executeMany("INSERT INTO t (a, b) VALUES (?, ?)", [[7, 8]])
            let rows = try await connection.fetchAll("SELECT a, b FROM t ORDER BY a", as: (Int, String?).self)
            #expect(rows.map(\.0) == [1, 2, 3, 4, 5, 6, 7])
            #expect(rows.map(\.1) == [nil, nil, nil, "x", nil, "y", "8"])
        }
    }

    @Test("sends nothing for no rows")
    func noRows() async throws {
        try await withTable("a INT") { connection in
            let result = try await connection.executeMany("INSERT INTO t VALUES (?)", [Int]())
            #expect(result.rowCount == 0)
            #expect(result.statementCount == 0)
            #expect(await !connection.isInTransaction)
            try await connection.ping()
        }
    }

    @Test("keeps every value as it is when types change from row to row", arguments: [true, false])
    func mixedTypes(allowsBulk: Bool) async throws {
        try await withTable("n INT PRIMARY KEY, v VARCHAR(80)") { connection in
            let values: [(MariaDBValue, String?)] = [
                (.null, nil), (.integer(5), "5"), (.double(0.5), "0.5"), (.integer(1_000_000_000_000_000), "1000000000000000"),
                (.decimal(try #require(MariaDBDecimal("12345678901234567890.05"))), "12345678901234567890.05"),
                (.integer(-7), "-7"), (.unsignedInteger(.max), "18446744073709551615"), (.null, nil), (.text("text"), "text"),
                (.bytes([0x61, 0x62]), "ab"), (.date(try #require(MariaDBDate("2024-02-29"))), "2024-02-29"),
                (.time(try #require(MariaDBTime("-838:59:59"))), "-838:59:59"), (.integer(Int64.min), "-9223372036854775808"),
                (.dateTime(try #require(MariaDBDateTime("2024-02-29 01:02:03.000004"))), "2024-02-29 01:02:03.000004"),
            ]
            let rows = values.enumerated().map { [MariaDBValue.integer(Int64($0)), $1.0] }
            let result = try await connection.executeMany("INSERT INTO t VALUES (?, ?)", rows, allowsBulk: allowsBulk)
            #expect(result.affectedRows == UInt64(values.count))
            let stored = try await connection.fetchAll("SELECT v FROM t ORDER BY n", as: String?.self)
            #expect(stored == values.map(\.1))
        }
    }

    @Test("binds DEFAULT", arguments: [true, false])
    func columnDefault(allowsBulk: Bool) async throws {
        try await withTable("id INT AUTO_INCREMENT PRIMARY KEY, a INT DEFAULT 7, b TEXT DEFAULT 'none'") { connection in
            let rows: [[MariaDBValue]] = [
                [.integer(1), .text("x")], [.default, .null], [.integer(2), .default], [.default, .default],
            ]
            let insert: MariaDBQuery = "INSERT INTO t (a, b) VALUES (?, ?)"
            let result = try await connection.executeMany(insert, rows, allowsBulk: allowsBulk)
            #expect(result.way == (allowsBulk ? .bulk : .multipleValues))
            let stored = try await connection.fetchAll("SELECT a, b FROM t ORDER BY id", as: (Int, String?).self)
            #expect(stored.map(\.0) == [1, 7, 2, 7])
            #expect(stored.map(\.1) == ["x", nil, "none", "none"])
            let update: MariaDBQuery = "UPDATE t SET a = ?, b = 'd' WHERE id = ?"
            let updated = try await connection.executeMany(update, [[.default, .integer(1)]], allowsBulk: allowsBulk)
            #expect(updated.way == (allowsBulk ? .bulk : .pipelined))
            #expect(try await connection.fetchOne("SELECT a FROM t WHERE id = 1", as: Int.self) == 7)
        }
    }

    @Test("refuses DEFAULT where it can not be bound")
    func defaultElsewhere() async throws {
        try await withTable("a INT DEFAULT 7") { connection in
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.execute("INSERT INTO t VALUES (\(MariaDBValue.default))")
            }
            #expect(error?.code == .invalidQuery)
            try await connection.ping()
        }
    }

    @Test("gives the rows of RETURNING of all packets", arguments: [true, false])
    func returning(allowsBulk: Bool) async throws {
        try await withTable("id INT AUTO_INCREMENT PRIMARY KEY, pad VARCHAR(2000)") { connection in
            let rows = (0..<2_500).map { _ in [MariaDBValue.text(String(repeating: "x", count: 1_000))] }
            let result = try await connection.executeMany(
                "INSERT INTO t (pad) VALUES (?) RETURNING id", rows, allowsBulk: allowsBulk)
            #expect(result.statementCount > 2)
            // The server leaves gaps between packets.
            let ids = try result.rows.map { try $0.decode(Int.self) }
            #expect(ids.count == 2_500)
            #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test("counts what ON DUPLICATE KEY UPDATE does, in every way", arguments: [true, false])
    func onDuplicateKey(allowsBulk: Bool) async throws {
        try await withTable("id INT PRIMARY KEY, n INT") { connection in
            try await connection.execute("INSERT INTO t VALUES (1, 0), (2, 0)")
            let rows: [[MariaDBValue]] = [[.integer(1), .integer(5)], [.integer(2), .integer(6)], [.integer(3), .integer(7)]]
            let result = try await connection.executeMany(
                "INSERT INTO t VALUES (?, ?) ON DUPLICATE KEY UPDATE n = VALUES(n)", rows, allowsBulk: allowsBulk)
            #expect(result.affectedRows == 5)
            #expect(try await connection.fetchAll("SELECT n FROM t ORDER BY id", as: Int.self) == [5, 6, 7])
        }
    }

    @Test("updates and deletes", arguments: [true, false])
    func updates(allowsBulk: Bool) async throws {
        try await withTable("id INT PRIMARY KEY, n INT") { connection in
            try await connection.executeMany("INSERT INTO t VALUES (?, 0)", 1...5_000)
            let rows = (1...5_000).map { [MariaDBValue.integer(Int64($0) * 2), .integer(Int64($0))] }
            let updated = try await connection.executeMany("UPDATE t SET n = ? WHERE id = ?", rows, allowsBulk: allowsBulk)
            #expect(updated.affectedRows == 5_000)
            #expect(try await connection.fetchOne("SELECT SUM(n) FROM t", as: Int.self) == 5_000 * 5_001)
            let deleted = try await connection.executeMany(
                "DELETE FROM t WHERE id = ?", (1...4_000).map { [.integer($0)] }, allowsBulk: allowsBulk)
            #expect(deleted.affectedRows == 4_000)
        }
    }

    @Test("calls procedures one by one")
    func procedures() async throws {
        try await withTable("a INT") { connection in
            try await connection.execute("CREATE PROCEDURE p(IN x INT) INSERT INTO t VALUES (x)")
            let result = try await connection.executeMany("CALL p(?)", 1...3)
            #expect(result.way == .oneByOne)
            #expect(try await connection.fetchAll("SELECT a FROM t ORDER BY a", as: Int.self) == [1, 2, 3])
        }
    }

    @Test("takes rows of an asynchronous sequence, and none if it throws")
    func asynchronous() async throws {
        struct Broken: Error {}
        try await withTable("a INT, pad VARCHAR(1000)") { connection in
            let pad = String(repeating: "x", count: 1_000)
            let rows = AsyncStream { stream in
                for index in 1...3_000 { stream.yield((index, pad)) }
                stream.finish()
            }
            let result = try await connection.executeMany("INSERT INTO t VALUES (?, ?)", rows)
            #expect(result.affectedRows == 3_000)
            #expect(result.statementCount > 1)
            let broken = AsyncThrowingStream { stream in
                for index in 1...3_000 { stream.yield((index, pad)) }
                stream.finish(throwing: Broken())
            }
            await #expect(throws: Broken.self) { try await connection.executeMany("INSERT INTO t VALUES (?, ?)", broken) }
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 3_000)
        }
    }

    @Test("splits 100,000 rows of 1 KB below max_allowed_packet")
    func largeRows() async throws {
        try await withTable("a INT, pad VARCHAR(1000)") { connection in
            let pad = String(repeating: "x", count: 1_000)
            let result = try await connection.executeMany("INSERT INTO t VALUES (?, ?)", (1...100_000).lazy.map { ($0, pad) })
            #expect(result.affectedRows == 100_000)
            #expect(result.statementCount > 90)
            #expect(try await connection.fetchOne("SELECT SUM(LENGTH(pad)) FROM t", as: Int.self) == 100_000_000)
        }
    }
}

/// A connection to a database of the test's own with a table `t`.
func withTable(_ columns: String, _ body: (MariaDBConnection) async throws -> Void) async throws {
    try await withTestConnection { connection in
        try await connection.execute("CREATE TABLE t (\(unsafeSQL: columns))")
        try await body(connection)
    }
}
