import MariaDB
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("The README")
struct ReadmeTests {
    @Test("shows code that runs")
    func code() async throws {
        try await withTestDatabase { configuration in
            let setup = try await MariaDBConnection.connect(to: configuration)
            try await setup.execute("CREATE TABLE users (id INT PRIMARY KEY, name TEXT, age INT, city TEXT)")
            try await setup.execute(
                "INSERT INTO users VALUES (1, 'Ada', 36, 'London'), (2, NULL, 20, 'Paris'), (3, 'Al', 9, 'Paris')")
            await setup.close()
            let cities = ["Paris", "London", "Rome"]
            #expect(try await readme(configuration, cities) == ["1 Ada", "2 -", "2 birthdays", "1"])
        }
    }

    @Test("shows the same code as this file")
    func sameCode() throws {
        let here = try lines(#filePath)
        let readme = try lines(#filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/README.md")
        let start = try #require(readme.firstIndex { $0.contains("code: Tests/MariaDBIntegrationTests/ReadmeTests.swift") }) + 2
        let shown = readme[start...].prefix { $0 != "```" }.filter { !$0.isEmpty }
        #expect(shown.count > 8)
        for line in shown where !line.contains("MariaDBConfiguration(url:") {
            let own = line.replacing("print(", with: "output(")
            #expect(here.contains { $0.trimmingPrefix { $0 == " " } == own.trimmingPrefix { $0 == " " } }, "\(line)")
        }
    }

    /// The README's lines, with `output` for `print`.
    private func readme(_ configuration: MariaDBConfiguration, _ cities: [String]) async throws -> [String] {
        var printed: [String] = []
        func output(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }

        let connection = try await MariaDBConnection.connect(to: configuration)

        let cursor = try await connection.cursor()
        try await cursor.execute("SELECT id, name FROM users WHERE age > \(18) AND city IN \(list: cities)")
        for (id, name) in try await cursor.fetchAll(as: (Int, String?).self) {
            output(id, name ?? "-")
        }

        let summary = try await connection.execute("UPDATE users SET age = age + 1 WHERE city = \(cities[0])")
        output("\(summary.affectedRows) birthdays")
        await connection.close()

        let client = MariaDBClient(configuration)
        try await client.withTransaction(retry: .deadlocks(3)) { transaction in
            try await transaction.execute("UPDATE users SET city = \(cities[1]) WHERE id = \(1)")
        }
        output(try await client.fetchOne("SELECT COUNT(*) FROM users WHERE city = \(cities[1])", as: Int.self))
        await client.shutdown()
        return printed
    }

    private func lines(_ path: String) throws -> [String] {
        let data = try #require(FileManager.default.contents(atPath: path))
        return String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }
}
