import MariaDB
import MariaDBTesting
import Testing

@Suite("loadData")
struct LoadDataTests {
    struct Broken: Error {}

    /// Every byte, every pair of bytes that means something to LOAD DATA, and texts that do.
    private static let difficultTexts = [
        "", "\\N", "NULL", "a\tb", "a\nb", "\\", "\\\\", "\\t", "\t", "\n", "\r\n", "\0", "a\0b", "\u{1A}", "'", "\"",
        "é\u{1F600}",
        "\\\t\n\0\\", " ", "end\\",
    ]

    @Test("streams tuples, reports progress, and says what it did")
    func tuples() async throws {
        try await withTable("id INT PRIMARY KEY, name TEXT, n DOUBLE") { connection in
            let rows = AsyncStream { stream in
                for index in 1...10_000 { stream.yield((index, index % 3 == 0 ? nil : "name \(index)", Double(index) / 7)) }
                stream.finish()
            }
            var progress: [MariaDBLoadProgress] = []
            let result = try await connection.loadData(into: "t", columns: ["id", "name", "n"], from: rows) {
                progress.append($0)
            }
            #expect(result.rowCount == 10_000)
            #expect(result.warningCount == 0)
            #expect(progress.count > 2)
            #expect(progress.last?.rows == 10_000)
            #expect(progress.last?.bytes == result.byteCount)
            let stored = try await connection.fetchAll("SELECT * FROM t ORDER BY id", as: (Int, String?, Double).self)
            #expect(stored.allSatisfy { $0.1 == ($0.0 % 3 == 0 ? nil : "name \($0.0)") && $0.2 == Double($0.0) / 7 })
            #expect(await !connection.isInTransaction)
        }
    }

    @Test("is offered by clients and transactions too")
    func verbs() async throws {
        try await withTestClient(1) { client in
            try await client.execute("CREATE TABLE t (id INT PRIMARY KEY, name TEXT)")
            func rows(_ ids: Range<Int>) -> AsyncStream<(Int, String)> {
                AsyncStream { stream in
                    for id in ids { stream.yield((id, "name \(id)")) }
                    stream.finish()
                }
            }
            #expect(try await client.loadData(into: "t", from: rows(0..<1000)).rowCount == 1000)
            await #expect(throws: Broken.self) {
                try await client.withTransaction { transaction in
                    #expect(try await transaction.loadData(into: "t", from: rows(1000..<2000)).rowCount == 1000)
                    throw Broken()
                }
            }
            try await client.withTransaction { transaction in
                // Not the rows, nor those before them, are kept or lost by themselves.
                await #expect(throws: MariaDBError.self) {
                    try await transaction.loadData(into: "t", from: rows(999..<1100))
                }
                let pieces = AsyncStream<[UInt8]> { stream in
                    stream.yield(Array("5000\tx\n".utf8))
                    stream.finish()
                }
                let loaded = try await transaction.loadData(into: "t", fromBytes: pieces)
                #expect(loaded.rowCount == 1)
            }
            #expect(try await client.fetchOne("SELECT COUNT(*), MAX(id) FROM t", as: (Int, Int).self) == (1001, 5000))
        }
    }

    @Test("stores every value as it is, whatever the SQL mode", arguments: ["", "NO_BACKSLASH_ESCAPES,ANSI_QUOTES"])
    func values(mode: String) async throws {
        try await withTable(
            """
            id INT PRIMARY KEY, v TEXT CHARACTER SET utf8mb4, b BLOB, i BIGINT, u BIGINT UNSIGNED, d DOUBLE, e DECIMAL(40,10), \
            day DATE, span TIME(6), moment DATETIME(6), bits BIT(64)
            """
        ) { connection in
            try await connection.execute("SET sql_mode = CONCAT(@@sql_mode, ',', \(mode))")
            let rows: [[MariaDBValue]] = [
                [.integer(0)] + Array(repeating: .null, count: 10),
                [
                    .integer(1), .text("x"), .bytes([0xFF, 0xFE, 9, 10, 0, 92]), .integer(.min), .unsignedInteger(.max),
                    .double(.leastNonzeroMagnitude),
                    .decimal(try #require(MariaDBDecimal("123456789012345678901234567890.0123456789"))),
                    .date(try #require(MariaDBDate("1000-01-01"))), .time(try #require(MariaDBTime("-838:59:58.999999"))),
                    .dateTime(try #require(MariaDBDateTime("9999-12-31 23:59:59.999999"))), .unsignedInteger(.max),
                ],
                [
                    .integer(2), .text(""), .bytes([]), .integer(.max), .unsignedInteger(0), .double(-1.7976931348623157e308),
                    .decimal(try #require(MariaDBDecimal("-0.0000000001"))), .date(try #require(MariaDBDate("2024-02-29"))),
                    .time(try #require(MariaDBTime("00:00:00"))), .dateTime(try #require(MariaDBDateTime("2024-02-29 00:00:00"))),
                    .integer(53),
                ],
            ]
            let result = try await connection.loadData(into: "t", from: stream(rows))
            #expect(result.rowCount == 3)
            // The same rows as binds.
            try await connection.execute("CREATE TABLE bound LIKE t")
            try await connection.executeMany("INSERT INTO bound VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            let names = ["v", "b", "i", "u", "d", "e", "day", "span", "moment", "bits"]
            for name in names {
                let different = try await connection.fetchAll(
                    "SELECT id FROM t JOIN bound USING (id) WHERE NOT (t.\(identifier: name) <=> bound.\(identifier: name))",
                    as: Int.self)
                #expect(different == [], "\(name)")
            }
        }
    }

    @Test("escapes texts exactly", arguments: ["utf8mb4", "latin1"])
    func texts(characterSet: String) async throws {
        try await withTable("id INT, v TEXT CHARACTER SET \(characterSet) COLLATE \(characterSet)_bin") { connection in
            let texts = Self.difficultTexts.filter { characterSet == "utf8mb4" || !$0.contains("\u{1F600}") } + ["ÄÖÜß"]
            try await connection.loadData(into: "t", from: stream(texts.enumerated().map { [.integer(Int64($0)), .text($1)] }))
            #expect(try await connection.fetchAll("SELECT v FROM t ORDER BY id", as: String.self) == texts)
        }
    }

    @Test("stores bytes exactly: every pair of bytes, and random ones")
    func bytes() async throws {
        try await withTable("id INT PRIMARY KEY, v LONGBLOB, w VARBINARY(300)") { connection in
            var random = SplitMix64(seed: 5)
            var contents = (0...255).map { first in (UInt8.min...255).flatMap { [UInt8(first), $0] } }
            contents += (0..<200).map { _ in
                (0..<Int.random(in: 0...300, using: &random)).map { _ in
                    [0, 9, 10, 13, 92, 0x4E, 0xC3, 0xE2, 0xF0, 0x80].randomElement(using: &random) ?? 0
                }
            }
            let rows = contents.enumerated().map { [MariaDBValue.integer(Int64($0)), .bytes($1), .bytes(Array($1.prefix(300)))] }
            try await connection.loadData(into: "t", from: stream(rows))
            let stored = try await connection.fetchAll("SELECT v, w FROM t ORDER BY id", as: ([UInt8], [UInt8]).self)
            #expect(stored.count == contents.count)
            #expect(zip(stored, contents).allSatisfy { $0.0 == $1 && $0.1 == Array($1.prefix(300)) })
        }
    }

    @Test("loads bytes in the format that they are in")
    func format() async throws {
        try await withTable("a INT, b TEXT") { connection in
            let csv = Array("a,b\n1,\"x,\"\"y\"\"\"\n2,NULL\n".utf8)
            let pieces = AsyncStream { stream in
                for byte in csv { stream.yield([byte]) }
                stream.finish()
            }
            var format = MariaDBLoadFormat.commaSeparated
            format.skippedLines = 1
            let result = try await connection.loadData(into: "t", fromBytes: pieces, format: format)
            #expect(result.rowCount == 2)
            #expect(result.byteCount == csv.count)
            let rows = try await connection.fetchAll("SELECT b FROM t ORDER BY a", as: String?.self)
            #expect(rows == ["x,\"y\"", nil])
        }
    }

    @Test("leaves no row behind when the rows fail, and keeps the connection", arguments: ["InnoDB", "Aria"])
    func producerFails(engine: String) async throws {
        try await withTable("a INT, pad VARCHAR(100)") { connection in
            try await connection.execute("ALTER TABLE t ENGINE = \(unsafeSQL: engine)")
            await #expect(throws: Broken.self) { try await connection.loadData(into: "t", from: broken(after: 50_000)) }
            let left = try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
            // Aria has no transactions: nothing can take its rows back.
            if engine == "InnoDB" { #expect(left == 0) }
            #expect(await !connection.isInTransaction)
        }
    }

    @Test("without a transaction takes the connection with it when the rows fail, and leaves none either")
    func producerFailsWithoutTransaction() async throws {
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration)
            try await connection.execute("CREATE TABLE t (a INT, pad VARCHAR(100))")
            await #expect(throws: Broken.self) {
                try await connection.loadData(into: "t", from: broken(after: 50_000), options: .init(transaction: false))
            }
            #expect(await !connection.isOpen)
            let other = try await MariaDBConnection.connect(to: configuration)
            #expect(try await other.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 0)
            await other.close()
        }
    }

    @Test("keeps the transaction that was open")
    func insideTransaction() async throws {
        try await withTable("a INT, pad VARCHAR(100)") { connection in
            try await connection.begin()
            try await connection.execute("INSERT INTO t VALUES (-1, 'mine')")
            await #expect(throws: Broken.self) { try await connection.loadData(into: "t", from: broken(after: 100)) }
            #expect(await connection.isInTransaction)
            try await connection.loadData(into: "t", from: stream([[.integer(7), .text("x")]]))
            #expect(await connection.isInTransaction)
            try await connection.commit()
            #expect(try await connection.fetchAll("SELECT a FROM t ORDER BY a", as: Int.self) == [-1, 7])
        }
    }

    @Test("refuses what the server would store differently, and names it")
    func changedValues() async throws {
        try await withTable("a INT PRIMARY KEY, b VARCHAR(3)") { connection in
            let cases: [([MariaDBValue], Int)] = [
                ([.integer(3), .text("too long")], 1265), ([.text("word"), .text("x")], 1366), ([.integer(1), .text("x")], 1062),
            ]
            for (row, number) in cases {
                let rows: [[MariaDBValue]] = [[.integer(1), .text("a")], [.integer(2), .text("b")], row]
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.loadData(into: "t", from: stream(rows))
                }
                #expect(error?.number == number, "\(String(describing: error))")
                let left = try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
                #expect(left == 0)
            }
        }
    }

    @Test("skips or replaces duplicates when told to")
    func duplicates() async throws {
        try await withTable("a INT PRIMARY KEY, b VARCHAR(3)") { connection in
            try await connection.execute("INSERT INTO t VALUES (1, 'old')")
            let rows: [[MariaDBValue]] = [[.integer(1), .text("new")], [.integer(2), .text("new")]]
            let skipped = try await connection.loadData(into: "t", from: stream(rows), options: .init(duplicates: .skip))
            #expect(skipped.skippedRows == 1)
            #expect(try await connection.fetchAll("SELECT b FROM t ORDER BY a", as: String.self) == ["old", "new"])
            let replaced = try await connection.loadData(into: "t", from: stream(rows), options: .init(duplicates: .replace))
            #expect(replaced.replacedRows >= 1)
            #expect(try await connection.fetchAll("SELECT b FROM t ORDER BY a", as: String.self) == ["new", "new"])
        }
    }

    @Test("refuses bad calls before rows are made, and the connection lives")
    func badCalls() async throws {
        try await withTable("a INT, b INT") { connection in
            let one = [[MariaDBValue.integer(1)]]
            for (table, columns, number) in [("nope", [], 1146), ("t", ["a", "nope"], 1054), ("a`b", [], 1146)]
                as [(String, [String], Int)]
            {
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.loadData(into: table, columns: columns, from: stream(one))
                }
                #expect(error?.number == number)
            }
            for row in [[.integer(1)], [.integer(1), .integer(2), .integer(3)], [.integer(1), .default]] as [[MariaDBValue]] {
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.loadData(into: "t", from: stream([row]))
                }
                #expect(error?.code == .invalidQuery)
            }
            let empty = try await connection.loadData(into: "t", from: stream([]))
            #expect(empty.rowCount == 0)
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 0)
        }
    }

    @Test("says so when the server does not allow it")
    func notAllowed() async throws {
        try await MariaDBServer.withServer(.init(arguments: ["--local-infile=0"])) { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                try await connection.execute("CREATE DATABASE d")
                try await connection.select(database: "d")
                try await connection.execute("CREATE TABLE t (a INT)")
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.loadData(into: "t", from: stream([[.integer(1)]]))
                }
                #expect(error?.number == 4166 || error?.number == 1148, "\(String(describing: error))")
                try await connection.ping()
            }
        }
    }

    private func broken(after count: Int) -> AsyncThrowingStream<(Int, String), any Error> {
        AsyncThrowingStream { stream in
            for index in 0..<count { stream.yield((index, "some text")) }
            stream.finish(throwing: Broken())
        }
    }

    private func stream(_ rows: [[MariaDBValue]]) -> AsyncStream<[MariaDBValue]> {
        AsyncStream { stream in
            for row in rows { stream.yield(row) }
            stream.finish()
        }
    }
}
