import Testing

@testable import MariaDB

@Suite("Decimals")
struct MariaDBDecimalTests {
    @Test(
        "print the digits they were made of",
        arguments: [
            ("0", "0"), ("-0", "0"), ("-0.00", "0.00"), ("+7", "7"), (".5", "0.5"), ("5.", "5"), ("007.10", "7.10"),
            ("-12.50", "-12.50"),
            (
                "99999999999999999999999999999999999.999999999999999999999999999999",
                "99999999999999999999999999999999999.999999999999999999999999999999"
            ),
            ("-0.00000000000000000000000000000000000001", "-0.00000000000000000000000000000000000001"),
        ])
    func printing(written: String, printed: String) {
        #expect(MariaDBDecimal(written)?.description == printed)
    }

    @Test(
        "refuse what is no number",
        arguments: ["", "-", ".", "1e5", " 1", "1 ", "1.2.3", "--1", "+-1", "٣", "0x10", "NaN", "1,5"])
    func nonsense(text: String) {
        #expect(MariaDBDecimal(text) == nil)
    }

    @Test("have a limit, so that a long string of digits costs nothing")
    func length() {
        let digits = String(repeating: "9", count: MariaDBDecimal.maximumDigits)
        #expect(MariaDBDecimal(digits)?.description == digits)
        #expect(MariaDBDecimal(digits + "9") == nil)
        #expect(MariaDBDecimal("0" + digits)?.description == digits)
        let clock = ContinuousClock()
        let million = String(repeating: "1", count: 1_000_000)
        let columns = [RowFixtures.column(.decimal, collation: 63)]
        let row = RowFixtures.text(columns, [million]).first
        // A quadratic reading of a million digits takes minutes; this is no measurement.
        let duration = clock.measure {
            #expect(MariaDBDecimal(million) == nil)
            #expect(throws: MariaDBError.self) { try row.decode(MariaDBDecimal.self, at: 0) }
            #expect(throws: MariaDBError.self) { try row.decode(Int.self, at: 0) }
            #expect(throws: MariaDBError.self) { try row.decode(Double.self, at: 0) }
        }
        #expect(duration < .seconds(5))
    }

    @Test("are equal and hash alike when they are the same number")
    func equality() throws {
        let one = try #require(MariaDBDecimal("1.0"))
        #expect(one == MariaDBDecimal("1.00") && one == 1 && one != MariaDBDecimal("1.01") && one != -1)
        #expect(Set([one, 1, MariaDBDecimal("01.000")]).count == 1)
        #expect(MariaDBDecimal("0.0") == 0 && MariaDBDecimal("-0.0") == 0)
    }

    @Test("are sorted as numbers")
    func order() {
        let sorted = [
            "-100", "-99.9", "-2", "-1.5", "-1.25", "0", "0.0001", "0.001", "1", "1.25", "1.5", "9", "10", "99.9", "100",
        ]
        let numbers = sorted.compactMap { MariaDBDecimal($0) }
        #expect(numbers.shuffled().sorted().map(\.description) == sorted)
        for (index, number) in numbers.enumerated() {
            #expect(numbers.map { $0 < number } == numbers.indices.map { $0 < index })
        }
    }

    @Test("become integers only when nothing is lost")
    func integers() throws {
        #expect(try Int(exactly: #require(MariaDBDecimal("-12.000"))) == -12)
        #expect(try Int(exactly: #require(MariaDBDecimal("12.5"))) == nil)
        #expect(try UInt8(exactly: #require(MariaDBDecimal("256"))) == nil)
        #expect(try UInt64(exactly: #require(MariaDBDecimal("18446744073709551615.0"))) == .max)
        #expect(MariaDBDecimal(Int64.min).description == "-9223372036854775808")
        #expect(MariaDBDecimal(UInt64.max).description == "18446744073709551615")
    }

    @Test(
        "say when a Double can not hold them",
        arguments: [
            ("0.5", true), ("0.1", false), ("-3", true), ("0", true), ("9007199254740993", false), ("9007199254740992", true),
            ("0.1000000000000000055511151231257827021181583404541015625", true),
            ("99999999999999999999999999999999999999999999999999999999999999999", false),
        ])
    func doubles(text: String, isExact: Bool) throws {
        let decimal = try #require(MariaDBDecimal(text))
        #expect((Double(exactly: decimal) != nil) == isExact)
        #expect(Double(decimal) == Double(text))
    }

    @Test("are read from DECIMAL and integer columns only")
    func decoding() throws {
        let decimal = RowFixtures.text([RowFixtures.column(.decimal, collation: 63)], ["-1.50"]).first
        #expect(try decimal.decode(MariaDBDecimal.self).description == "-1.50")
        #expect(try RowFixtures.text([RowFixtures.column(.bigInt)], ["-7"]).first.decode(MariaDBDecimal.self) == -7)
        for type in [MariaDBType.double, .varString] {
            #expect(throws: MariaDBError.self) {
                try RowFixtures.text([RowFixtures.column(type)], ["1"]).first.decode(MariaDBDecimal.self)
            }
        }
    }
}
