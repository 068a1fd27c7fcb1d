import Testing

@testable import MariaDB

@Suite("Numbers")
struct NumberDecodingTests {
    private static let unsigned = MariaDBColumn.Flags.unsigned

    /// The same number in both encodings.
    private func both(
        _ type: MariaDBType, flags: MariaDBColumn.Flags = [], text: String, binary: [UInt8]
    ) -> [MariaDBRow] {
        let columns = [RowFixtures.column(type, flags: flags)]
        return [RowFixtures.text(columns, [text]).first, RowFixtures.binary(columns, binary).first]
    }

    @Test(
        "keep their sign and their full range",
        arguments: [
            (MariaDBType.tinyInt, MariaDBColumn.Flags(), "-128", [0x80]),
            (.tinyInt, unsigned, "255", [0xFF]),
            (.smallInt, [], "-32768", [0, 0x80]),
            (.year, unsigned, "2155", [0x6B, 0x08]),
            (.mediumInt, [], "-8388608", [0, 0, 0x80, 0xFF]),
            (.int, unsigned, "4294967295", [255, 255, 255, 255]),
            (.bigInt, [], "-9223372036854775808", [0, 0, 0, 0, 0, 0, 0, 0x80]),
            (.bigInt, unsigned, "18446744073709551615", [255, 255, 255, 255, 255, 255, 255, 255]),
        ] as [(MariaDBType, MariaDBColumn.Flags, String, [UInt8])])
    func integers(type: MariaDBType, flags: MariaDBColumn.Flags, text: String, binary: [UInt8]) throws {
        for row in both(type, flags: flags, text: text, binary: binary) {
            #expect(try row.decode(String.self, at: 0) == text)
            if flags.contains(.unsigned) {
                #expect(try row.decode(UInt64.self, at: 0) == UInt64(text))
            } else {
                #expect(try row.decode(Int64.self, at: 0) == Int64(text))
            }
        }
    }

    @Test("that do not fit are errors, never cut")
    func overflow() throws {
        for row in both(.int, text: "300", binary: [44, 1, 0, 0]) {
            #expect(throws: MariaDBError.self) { try row.decode(UInt8.self, at: 0) }
            #expect(throws: MariaDBError.self) { try row.decode(Bool.self, at: 0) }
            #expect(try row.decode(Int16.self, at: 0) == 300)
            #expect(try row.decode(Double.self, at: 0) == 300)
        }
        for row in both(.bigInt, text: "9007199254740993", binary: [1, 0, 0, 0, 0, 0, 0x20, 0]) {
            #expect(throws: MariaDBError.self) { try row.decode(Double.self, at: 0) }
        }
    }

    @Test("of type DECIMAL are integers when they have no fraction")
    func decimals() throws {
        let columns = [RowFixtures.column(.decimal)]
        #expect(try RowFixtures.text(columns, ["-123.00"]).first.decode(Int.self, at: 0) == -123)
        #expect(try RowFixtures.text(columns, ["0.5"]).first.decode(Double.self, at: 0) == 0.5)
        for digits in ["1.5", "99999999999999999999", "", "abc"] {
            #expect(throws: MariaDBError.self) { try RowFixtures.text(columns, [digits]).first.decode(Int.self, at: 0) }
        }
    }

    @Test("of type BIT are read from the big end")
    func bits() throws {
        let row = RowFixtures.binary([RowFixtures.column(.bit, collation: 63)], [2, 1, 0]).first
        #expect(try row.decode(UInt64.self, at: 0) == 256)
    }

    @Test(
        "with a point are bit-equal in the binary protocol",
        arguments: [0.1, -0.0, 1e308, Double.leastNonzeroMagnitude, 123_456_789.25])
    func doubles(value: Double) throws {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * $0)) }
        let row = RowFixtures.binary([RowFixtures.column(.double)], bytes).first
        #expect(try row.decode(Double.self, at: 0).bitPattern == value.bitPattern)
        #expect(throws: MariaDBError.self) { try row.decode(Float.self, at: 0) }
    }

    @Test(
        "print as the server prints them",
        arguments: [
            (1e20, "1e20"), (0.1, "0.1"), (1.0, "1"), (-2.5e-7, "-0.00000025"), (1.5e300, "1.5e300"), (0, "0"), (-0.0, "-0"),
            (1e14, "100000000000000"), (1e15, "1e15"), (123_456_789_012_345_680, "1.2345678901234568e17"), (1e-5, "0.00001"),
            (1e-15, "0.000000000000001"), (1e-16, "1e-16"), (123.456, "123.456"), (10, "10"),
            (Double.leastNonzeroMagnitude, "5e-324"),
            (1.23456e-15, "0.00000000000000123456"), (-1.5e-300, "-1.5e-300"), (0.0025, "0.0025"),
        ])
    func text(value: Double, text: String) {
        #expect(FloatText(value).text == text)
    }

    @Test("that are none are errors in the text protocol", arguments: ["", "x", "1x", " 1", "0x10", "9223372036854775808"])
    func nonsense(text: String) throws {
        let error = try #require(throws: MariaDBError.self) {
            try RowFixtures.text([RowFixtures.column(.bigInt)], [text]).first.decode(Int64.self, at: 0)
        }
        #expect(error.code == .malformedPacket)
    }
}
