import Testing

@testable import MariaDB

@Suite("Dates and times")
struct TemporalTextTests {
    @Test(
        "of the binary protocol print as the server prints them, and are read back the same",
        arguments: [
            (MariaDBType.date, 0, [], "0000-00-00"),
            (.date, 0, [0xE8, 7, 2, 29], "2024-02-29"),
            (.date, 0, [1, 0, 1, 1], "0001-01-01"),
            (.date, 0, [0xE8, 7, 0, 0], "2024-00-00"),
            (.dateTime, 0, [], "0000-00-00 00:00:00"),
            (.dateTime, 6, [], "0000-00-00 00:00:00.000000"),
            (.dateTime, 0, [0x0F, 0x27, 12, 31], "9999-12-31 00:00:00"),
            (.timestamp, 3, [0xE8, 7, 1, 2, 3, 4, 5], "2024-01-02 03:04:05.000"),
            (.dateTime, 6, [0xE8, 7, 1, 2, 3, 4, 5, 64, 226, 1, 0], "2024-01-02 03:04:05.123456"),
            (.dateTime, 2, [0xE8, 7, 1, 2, 3, 4, 5, 64, 226, 1, 0], "2024-01-02 03:04:05.12"),
            (.time, 0, [], "00:00:00"),
            (.time, 1, [], "00:00:00.0"),
            (.time, 0, [1, 34, 0, 0, 0, 22, 59, 59], "-838:59:59"),
            (.time, 3, [0, 0, 0, 0, 0, 1, 2, 3, 32, 161, 7, 0], "01:02:03.500"),
        ] as [(MariaDBType, Int, [UInt8], String)])
    func text(type: MariaDBType, digits: Int, bytes: [UInt8], text: String) throws {
        let binary = TemporalFields(binary: bytes.span, type: type)
        let fields = try #require(binary)
        #expect(TemporalText(fields, type: type, fractionalDigits: digits).text == text)
        let again = try #require(TemporalFields(text, type: type))
        #expect(TemporalText(again, type: type, fractionalDigits: digits).text == text)
    }

    @Test("of any other length are refused", arguments: [MariaDBType.date, .dateTime, .timestamp, .time])
    func wrongLengths(type: MariaDBType) {
        let allowed: [MariaDBType: Set<Int>] = [.date: [0, 4], .time: [0, 8, 12]]
        for length in 0...20 {
            let bytes = [UInt8](repeating: 1, count: length)
            let isAllowed = (allowed[type] ?? [0, 4, 7, 11]).contains(length)
            // Ones everywhere mean 16,843,009 microseconds or days, which no time has.
            let isPlausible = type == .time ? length == 0 : length != 11
            let fields = TemporalFields(binary: bytes.span, type: type)
            #expect((fields != nil) == (isAllowed && isPlausible))
        }
    }

    @Test("never trap, whatever their bytes and digits", arguments: [MariaDBType.date, .dateTime, .timestamp, .time])
    func extremes(type: MariaDBType) {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...40)).map { _ in UInt8.random(in: 0...255, using: &random) }
            let digits = bytes.map { UInt8(ascii: "0") + $0 % 12 }
            let all = [TemporalFields(binary: bytes.span, type: type), TemporalFields(text: digits.span, type: type)]
            for fields in all.compactMap(\.self) {
                for digits in [0, 6, 31, -1, .max] {
                    #expect(!TemporalText(fields, type: type, fractionalDigits: digits).text.isEmpty)
                }
            }
        }
    }

    @Test(
        "in any other form are refused",
        arguments: [
            (MariaDBType.date, "2024-2-29"), (.date, "2024-02-29 "), (.date, "2024-13-01"), (.date, "2024-02-32"), (.date, ""),
            (.date, "-024-02-29"), (.date, "2024-02-29 00:00:00"), (.dateTime, "2024-02-29"), (.dateTime, "2024-02-29 24:00:00"),
            (.dateTime, "2024-02-29 23:60:00"), (.dateTime, "2024-02-29 23:59:59."), (.dateTime, "2024-02-29 23:59:59.1234567"),
            (.time, "1:00:00"), (.time, "--01:00:00"), (.time, "12345678:00:00"), (.time, "01:00"), (.time, "01:00:00.x"),
            (.time, "01:00:00.00000000000000000000000000000000000000000"),
        ] as [(MariaDBType, String)])
    func malformed(type: MariaDBType, text: String) throws {
        let error = try #require(throws: MariaDBError.self) {
            try RowFixtures.text([RowFixtures.column(type, collation: 63)], [text]).first.decode(String.self)
        }
        #expect(error.code == .malformedPacket && (text.isEmpty || !error.message.contains(text)))
    }
}
