import Foundation
import MariaDB
import MariaDBTesting
import Subprocess
import Testing

@testable import mariaq

@Suite("mariaq import and export")
struct ImportExportTests {
    @Test("bring a table out and in again as it was")
    func roundTrip() async throws {
        try await withDatabase { configuration, connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, name TEXT, price DECIMAL(10,2), day DATE)")
            let rows: [(Int, String?, String, String?)] = [
                (1, "plain", "1.50", "2024-02-29"), (2, nil, "0.00", nil), (3, "", "-7.10", nil),
                (4, "a,\"b\"\r\nc\td\\e", "9.99", nil),
                (5, "\\N", "1.00", nil), (6, "NULL", "1.00", nil), (7, " é ", "1.00", nil),
            ]
            try await connection.executeMany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
            let csv = try await Program.run(["export", "SELECT * FROM t ORDER BY id", "--url", Program.url(configuration)])
            #expect(csv.status == .exited(0))
            #expect(csv.errors == "")
            try await connection.execute("CREATE TABLE copy LIKE t")
            let url = Program.url(configuration)
            let imported = try await Program.run(["import", "-", "--table", "copy", "--url", url], input: csv.output)
            #expect(imported.status == .exited(0), "\(imported.errors)")
            #expect(imported.output == "")
            #expect(imported.errors == "")
            let different = try await connection.fetchOne(
                """
                SELECT COUNT(*) FROM t LEFT JOIN copy USING (id)
                WHERE NOT (BINARY t.name <=> BINARY copy.name AND t.price <=> copy.price AND t.day <=> copy.day)
                """, as: Int.self)
            #expect(different == 0)
            let lines = try await Program.run([
                "export", "SELECT id, name FROM copy WHERE id < 4 ORDER BY id", "--format", "jsonl", "--url", url,
            ])
            #expect(lines.output == "{\"id\":1,\"name\":\"plain\"}\n{\"id\":2,\"name\":null}\n{\"id\":3,\"name\":\"\"}\n")
        }
    }

    @Test("import takes files, other dialects, columns in any order, and a spelling of NULL")
    func dialects() async throws {
        try await withDatabase { configuration, connection in
            try await connection.execute("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a INT, b TEXT DEFAULT 'default')")
            try await withFile("B;A\n'x;y';1\nNULL;2\n;3\n'NULL';4\n") { path in
                let ending = try await run(
                    ["import", path, "--table", "t", "--separator", ";", "--quote", "'", "--null", "NULL"], configuration)
                #expect(ending.status == .exited(0), "\(ending.errors)")
            }
            try await withFile("5\n6\n") { path in
                let ending = try await run(["import", path, "--table", "t", "--no-header", "--columns", "a"], configuration)
                #expect(ending.status == .exited(0), "\(ending.errors)")
            }
            let rows = try await connection.fetchAll("SELECT a, b FROM t ORDER BY a", as: (Int, String?).self)
            #expect(rows.map(\.0) == [1, 2, 3, 4, 5, 6])
            #expect(rows.map(\.1) == ["x;y", nil, "", "NULL", "default", "default"])
        }
    }

    @Test(
        "import says which line is bad, and imports nothing",
        arguments: [
            ("id,n\n1,1\n2\n3,3\n", "line 3: 1 fields, and there should be 2"),
            ("id,n\n1,1\n2,\"x\n", "line 3: a quoted field that begins here has no end"),
            ("id,n\n\n1,1\n2,word\n", "line 4: Incorrect integer value: 'word'"), ("id,n\n1,1\n1,2\n", "Duplicate entry '1'"),
            ("id,m\n1,1\n", "has no column 'm'; its columns are id, n"), ("1,1\n2,2\n", "Then say --no-header"),
            ("", "the file is empty"),
        ])
    func badLines(text: String, message: String) async throws {
        try await withDatabase { configuration, connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT)")
            let ending = try await run(["import", "-", "--table", "t"], configuration, input: text)
            #expect(ending.status != .exited(0))
            #expect(ending.errorLines.count == 1)
            #expect(ending.errors.contains(message), "\(ending.errors)")
            let count = try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
            #expect(count == 0)
        }
    }

    @Test("import leaves bad lines out when told to, and tells of them")
    func skipBadLines() async throws {
        try await withDatabase { configuration, connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT)")
            let text = "id,n\n1,1\n2\n3,x\"y\n4,4\n"
            let ending = try await run(["import", "-", "--table", "t", "--skip-bad-lines"], configuration, input: text)
            #expect(ending.status == .exited(0))
            #expect(ending.errorLines.count == 3)
            #expect(ending.errors.contains("line 3: 1 fields"))
            #expect(ending.errors.contains("line 4: a quote"))
            #expect(try await connection.fetchAll("SELECT id FROM t ORDER BY id", as: Int.self) == [1, 4])
        }
    }

    @Test("import leaves out what the server refuses as well, and says of each line why")
    func skipRefused() async throws {
        try await withDatabase { configuration, connection in
            try await connection.execute(
                "CREATE TABLE t (id INT PRIMARY KEY, n TINYINT NOT NULL, name VARCHAR(3), day DATE, bits BIT(8), CHECK (n <> 5))")
            var text = "id,n,name,day,bits\n1,1,abc,2024-02-29,49\n"
            for bad in [
                "1,1,a,,", "2,word,a,,", "3,300,a,,", "4,1,long,,", "5,1,a,2024-02-30,", "6,,a,,", "7,5,a,,", "8,1,a", "9,1,a,,x",
            ] { text += bad + "\n" }
            for id in 100..<5000 { text += "\(id),1,\(id % 10),,\n" }
            let ending = try await run(["import", "-", "--table", "t", "--skip-bad-lines"], configuration, input: text)
            #expect(ending.status == .exited(0), "\(ending.errors)")
            let expected = [
                "line 10: 3 fields", "line 3: Duplicate entry '1'", "line 4: Incorrect integer value: 'word'",
                "line 5: Out of range value", "line 6: Data too long", "line 7: Incorrect date value",
                "line 8: Column 'n' cannot be null",
                "line 9: CONSTRAINT", "line 11: ", "9 bad lines left out",
            ]
            #expect(ending.errorLines.count == expected.count, "\(ending.errors)")
            for message in expected { #expect(ending.errors.contains(message), "\(message)\n\(ending.errors)") }
            let stored = try await connection.fetchOne("SELECT COUNT(*), MIN(bits + 0) FROM t", as: (Int, Int).self)
            #expect(stored == (4901, 49))
        }
    }

    @Test("import with bad lines left out ends at once where no line is to blame")
    func skipNothing() async throws {
        try await withDatabase { configuration, connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY) ENGINE=MEMORY")
            try await connection.execute("CREATE VIEW v AS SELECT id + 1 AS id FROM t")
            let ending = try await run(["import", "-", "--table", "v", "--skip-bad-lines"], configuration, input: "id\n1\n2\n")
            #expect(ending.status == .exited(1))
            #expect(ending.errorLines.count == 1, "\(ending.errors)")
        }
    }

    @Test("import skips or replaces duplicates, and makes a table")
    func duplicates() async throws {
        try await withDatabase { configuration, connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT)")
            for (option, expected, more) in [("skip", 1, []), ("replace", 9, []), ("skip", 1, ["--skip-bad-lines"])] {
                try await connection.execute("REPLACE INTO t VALUES (1, 1)")
                let ending = try await run(
                    ["import", "-", "--table", "t", "--duplicates", option] + more, configuration, input: "id,n\n1,9\n")
                #expect(ending.status == .exited(0), "\(ending.errors)")
                let stored = try await connection.fetchOne("SELECT n FROM t", as: Int.self)
                #expect(stored == expected)
            }
            let made = try await run(["import", "-", "--table", "made", "--create"], configuration, input: "a,b c\n1,x\n")
            #expect(made.status == .exited(0), "\(made.errors)")
            #expect(try await connection.fetchOne("SELECT `b c` FROM made", as: String.self) == "x")
        }
    }

    @Test("refuse wrong arguments in a line, and leave no file behind")
    func wrongArguments() async throws {
        try await withDatabase { configuration, _ in
            let cases: [[String]] = [
                ["import", "/nowhere.csv", "--table", "t"], ["import", "/tmp", "--table", "t"],
                ["import", "-", "--table", "t", "--separator", "ab"], ["import", "-", "--table", "t", "--separator", "\""],
                ["import", "-", "--table", "t", "--columns", "a,,b"], ["export", ""],
                ["export", "SELECT 1", "--output", "/nowhere/x"],
            ]
            for arguments in cases {
                let ending = try await run(arguments, configuration)
                #expect(ending.status == .exited(64), "\(arguments)")
                #expect(ending.errorLines.count == 1, "\(ending.errors)")
            }
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("export-\(UUID()).csv").path
            let failed = try await run(["export", "SELECT nope", "--output", path], configuration)
            #expect(failed.status == .exited(1))
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(!FileManager.default.fileExists(atPath: path + ".partial"))
            let good = try await run(["export", "SELECT 1 AS a", "--output", path], configuration)
            #expect(good.status == .exited(0))
            #expect(FileManager.default.contents(atPath: path) == Data("a\r\n1\r\n".utf8))
            try FileManager.default.removeItem(atPath: path)
        }
    }

    private func run(_ arguments: [String], _ configuration: MariaDBConfiguration, input: String = "") async throws
        -> Program.Ending
    {
        try await Program.run(arguments + ["--url", Program.url(configuration)], input: input)
    }

    private func withFile(_ text: String, _ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("import-\(UUID()).csv").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    private func withDatabase(_ body: (MariaDBConfiguration, MariaDBConnection) async throws -> Void) async throws {
        try await MariaDBServer.sharedConfiguration().withTemporaryDatabase { configuration in
            try await MariaDBConnection.withConnection(to: configuration) { try await body(configuration, $0) }
        }
    }
}
