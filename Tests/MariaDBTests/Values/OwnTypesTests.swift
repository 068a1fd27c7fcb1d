import Testing

@testable import MariaDB

@Suite("Enums, sets, bits and vectors")
struct OwnTypesTests {
    private enum Size: String, MariaDBDecodable, MariaDBEncodable, MariaDBSetMember {
        case small, large
    }

    private enum Level: Int, MariaDBDecodable, MariaDBEncodable {
        case low = 1
        case high = 2
    }

    private static func set(_ text: String) -> MariaDBRow {
        RowFixtures.text([RowFixtures.column(.string, flags: .set)], [text]).first
    }

    @Test("with raw values are read and bound for free")
    func rawValues() throws {
        let sizes = RowFixtures.text([RowFixtures.column(.string, flags: .enumeration)], ["large"]).first
        #expect(try sizes.decode(Size.self) == .large)
        #expect(try sizes.decode(Size?.self) == .large)
        #expect(try RowFixtures.text([RowFixtures.column(.tinyInt)], ["2"]).first.decode(Level.self) == .high)
        #expect(Size.small.mariaDBValue == .text("small") && Level.low.mariaDBValue == .integer(1))
    }

    /// The error spoke of an array.
    @Test("that are sets name themselves to a column that is none")
    func setOfText() {
        let text = RowFixtures.text([RowFixtures.column(.string)], ["large"]).first
        let error = #expect(throws: MariaDBError.self) { try text.decode(Set<Size>.self) }
        #expect(error?.message.contains("as Set<Size>: only a SET column holds") == true, "\(error?.message ?? "")")
    }

    @Test("without a case for the value are errors that do not show it")
    func unknownCase() throws {
        let row = RowFixtures.text([RowFixtures.column(.string, flags: .enumeration)], ["gigantic"]).first
        let error = try #require(throws: MariaDBError.self) { try row.decode(Size.self) }
        #expect(error.message == "column 'c' (ENUM) of row 0 can not be read as Size: the type has no case for the value")
    }

    @Test("of a SET are lists, sets of strings, or sets of an enum")
    func sets() throws {
        #expect(try Self.set("a,b").decode([String].self) == ["a", "b"])
        #expect(try Self.set("a,b").decode(Set<String>.self) == ["a", "b"])
        #expect(try Self.set("").decode(Set<String>.self) == [])
        #expect(try Self.set("large,small").decode(Set<Size>.self) == [.small, .large])
        #expect(throws: MariaDBError.self) { try Self.set("large,huge").decode(Set<Size>.self) }
        #expect(MariaDBValue.set(["a", "b"]) == .text("a,b") && MariaDBValue.set([Size.large]) == .text("large"))
        let text = RowFixtures.text([RowFixtures.column(.varString)], ["a,b"]).first
        #expect(throws: MariaDBError.self) { try text.decode([String].self) }
    }

    @Test("of type BIT are numbers, truths and bytes")
    func bits() throws {
        let row = RowFixtures.binary([RowFixtures.column(.bit, collation: 63, flags: .unsigned)], [2, 1, 0]).first
        #expect(try row.decode(UInt64.self) == 256)
        #expect(try row.decode([UInt8].self) == [1, 0])
        #expect(try row.decode(String.self) == "256")
        #expect(throws: MariaDBError.self) { try row.decode(Bool.self) }
        #expect(try RowFixtures.binary([RowFixtures.column(.bit, collation: 63)], [1, 1]).first.decode(Bool.self))
        #expect(throws: MariaDBError.self) {
            try RowFixtures.binary([RowFixtures.column(.bit)], [9, 1, 2, 3, 4, 5, 6, 7, 8, 9]).first.decode(UInt64.self)
        }
    }

    @Test("of type VECTOR are floats, bit by bit")
    func vectors() throws {
        let numbers: [Float] = [0, -0.0, 1.5, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity]
        guard case .bytes(let bytes) = MariaDBValue.vector(numbers) else { throw CancellationError() }
        #expect(Array(bytes[8..<12]) == [0, 0, 0xC0, 0x3F])
        let column = [RowFixtures.column(.varString, collation: 63)]
        let row = RowFixtures.binary(column, RowFixtures.lengthEncoded(bytes)).first
        #expect(try row.decode([Float].self).map(\.bitPattern) == numbers.map(\.bitPattern))
        let cut = RowFixtures.binary(column, RowFixtures.lengthEncoded(Array(bytes.dropLast()))).first
        #expect(throws: MariaDBError.self) { try cut.decode([Float].self) }
    }

    @Test("ZEROFILL and fixed points print alike in both protocols")
    func fixedNumbers() throws {
        let year = MariaDBColumn(
            name: "y", originalName: "", table: "", originalTable: "", database: "", type: .year, collation: 63, length: 4,
            decimals: 0, flags: [.unsigned, .zeroFill])
        #expect(try RowFixtures.binary([year], [0, 0]).first.decode(String.self) == "0000")
        #expect(try RowFixtures.text([year], ["0000"]).first.decode(Int.self) == 0)
        let bits = (12.5).bitPattern
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
        let fixed = RowFixtures.binary([RowFixtures.column(.double, collation: 63, decimals: 2)], bytes).first
        #expect(try fixed.decode(String.self) == "12.50")
        #expect(FixedText(-1.7976931348623157e308, decimals: 30).text.utf8.count == 341)
    }
}
