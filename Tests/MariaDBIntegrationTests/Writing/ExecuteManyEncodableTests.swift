import MariaDB
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("executeMany of Encodable values")
struct ExecuteManyEncodableTests {
    enum Colour: String, Encodable { case red, green }

    struct Person: Encodable {
        var id: Int
        var name: String
        var age: Int?
        var colour = Colour.green
        var key: UUID?
        var unused = [1, 2]

        enum CodingKeys: String, CodingKey { case id, name, age, colour, key }
    }

    private static let key = UUID()

    private let people = [
        Person(id: 1, name: "Ada", age: 36, key: Self.key), Person(id: 2, name: "Alan", colour: .red),
    ]

    @Test("takes properties by name, also twice, and nil as NULL")
    func byName() async throws {
        try await withTable("id INT, name TEXT, age INT, colour TEXT, secret UUID, again TEXT") { connection in
            let result = try await connection.executeMany(
                "INSERT INTO t VALUES (:id, :name, :age, :colour, :key, CONCAT(:name, ':name'))", encoding: people)
            // In bulk, MariaDB would calculate some expressions once for all rows.
            #expect(result.way == .multipleValues)
            let rows = try await connection.fetchAll(
                "SELECT * FROM t ORDER BY id", as: (Int, String, Int?, String, UUID?, String).self)
            #expect(rows.map(\.2) == [36, nil])
            #expect(rows.map(\.3) == ["green", "red"])
            #expect(rows.map(\.4) == [Self.key, nil])
            #expect(rows.map(\.5) == ["Ada:name", "Alan:name"])
        }
    }

    @Test("refuses a name that no property has, a statement without names, and properties that are no single value")
    func refusals() async throws {
        struct Nested: Encodable { var list = [1] }
        try await withTable("a INT") { connection in
            let messages = [
                try await message { try await connection.executeMany("INSERT INTO t VALUES (:nmae)", encoding: people) },
                try await message { try await connection.executeMany("INSERT INTO t VALUES (?)", encoding: people) },
                try await message { try await connection.executeMany("INSERT INTO t VALUES (:list)", encoding: [Nested()]) },
                try await message { try await connection.executeMany("INSERT INTO t VALUES (:a)", encoding: [1]) },
            ]
            #expect(messages[0].contains(":nmae"))
            #expect(messages[1].contains("write :name"))
            #expect(messages[2].contains("'list'"))
            #expect(messages[3].contains("with properties"))
            try await connection.ping()
        }
    }

    private func message(_ body: () async throws -> MariaDBBulkResult) async throws -> String {
        do {
            _ = try await body()
        } catch let error as MariaDBError {
            #expect(error.code == .invalidQuery)
            return error.message
        }
        return ""
    }
}
