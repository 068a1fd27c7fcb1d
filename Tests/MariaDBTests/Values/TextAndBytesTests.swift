import Testing

@testable import MariaDB

@Suite("Text and bytes")
struct TextAndBytesTests {
    @Test("are told apart by the character set and not by the BINARY flag")
    func kinds() throws {
        let text = RowFixtures.text([RowFixtures.column(.blob, collation: 46)], ["é"]).first
        #expect(try text.decode(String.self, at: 0) == "é")
        #expect(try text.decode([UInt8].self, at: 0) == [0xC3, 0xA9])

        let bytes = RowFixtures.text([RowFixtures.column(.blob, collation: 63)], ["é"]).first
        #expect(try bytes.decode([UInt8].self, at: 0) == [0xC3, 0xA9])
        let error = try #require(throws: MariaDBError.self) { try bytes.decode(String.self, at: 0) }
        #expect(error.message.contains("(BLOB)") && error.message.contains("[UInt8]"))
    }

    @Test("that are not UTF-8 are an error and not repaired")
    func invalidText() throws {
        let row = RowFixtures.binary([RowFixtures.column(.varString)], [2, 0xC3, 0x28]).first
        let error = try #require(throws: MariaDBError.self) { try row.decode(String.self, at: 0) }
        #expect(error.message.contains("UTF-8"))
    }

    @Test("of other columns: numbers and times have a text, but no bytes")
    func otherColumns() throws {
        let row = RowFixtures.text([RowFixtures.column(.dateTime, collation: 63)], ["2024-01-02 03:04:05"]).first
        #expect(try row.decode(String.self, at: 0) == "2024-01-02 03:04:05")
        #expect(throws: MariaDBError.self) { try row.decode([UInt8].self, at: 0) }
    }
}
