import Testing

@testable import MariaDB

@Suite("A row")
struct MariaDBRowTests {
    private let row = RowFixtures.text(
        [
            RowFixtures.column(.bigInt, name: "id"), RowFixtures.column(.varString, name: "name"),
            RowFixtures.column(.varString, name: "name"),
        ],
        ["7", "first", "second"]
    ).first

    @Test("gives columns by position and by name, the first of equal names")
    func access() throws {
        #expect(try row.decode(Int.self, at: 0) == 7)
        #expect(try row.decode(String.self, at: 2) == "second")
        #expect(try row.decode(String.self, named: "name") == "first")
        #expect(try row.cells().map(\.column.name) == ["id", "name", "name"])
    }

    @Test("becomes a tuple of as many elements as it has columns, and nothing else")
    func tuples() throws {
        let (id, first, second) = try row.decode((Int, String, String?).self)
        #expect((id, first, second) == (7, "first", "second"))
        let one = RowFixtures.text([RowFixtures.column(.bigInt)], ["7"]).first
        #expect(try one.decode(Int.self) == 7)
        let error = try #require(throws: MariaDBError.self) { try row.decode((Int, String).self) }
        #expect(error.code == .decodingFailed)
        #expect(error.message.contains("3 columns and 2 were asked for"))
    }

    @Test("says which columns there are when one is missing", arguments: [-1, 3, .max, .min])
    func missingColumns(position: Int) throws {
        let byPosition = try #require(throws: MariaDBError.self) { try row.decode(Int.self, at: position) }
        #expect(byPosition.code == .decodingFailed)
        let byName = try #require(throws: MariaDBError.self) { try row.decode(Int.self, named: "ID") }
        #expect(byName.message.contains("'ID'") && byName.message.contains("'id'"))
    }

    @Test("names column, SQL type, Swift type and row when the type is wrong, but not the value")
    func wrongType() throws {
        let error = try #require(throws: MariaDBError.self) { try row.decode(Int.self, at: 1) }
        #expect(error.code == .decodingFailed)
        #expect(error.message.contains("'name' (VARCHAR) of row 0"))
        #expect(error.message.contains("Int"))
        #expect(!error.message.contains("first"))
    }

    @Test("wants an optional for NULL")
    func null() throws {
        let row = RowFixtures.text([RowFixtures.column(.bigInt)], [nil]).first
        #expect(try row.decode(Int?.self, at: 0) == nil)
        let error = try #require(throws: MariaDBError.self) { try row.decode(Int.self, at: 0) }
        #expect(error.message.contains("optional"))
    }
}
