import Testing

@testable import MariaDB

@Suite("Dates and times of the binary protocol")
struct TemporalTextTests {
    @Test(
        "print as the server prints them",
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
    func text(type: MariaDBType, digits: Int, bytes: [UInt8], text: String) {
        #expect(TemporalText(bytes[...], type: type, fractionalDigits: digits)?.text == text)
    }

    @Test("of any other length are refused", arguments: [MariaDBType.date, .dateTime, .timestamp, .time])
    func wrongLengths(type: MariaDBType) {
        let allowed: [MariaDBType: Set<Int>] = [.date: [0, 4], .time: [0, 8, 12]]
        for length in 0...20 where !(allowed[type] ?? [0, 4, 7, 11]).contains(length) {
            let bytes = [UInt8](repeating: 1, count: length)
            #expect(TemporalText(bytes[...], type: type, fractionalDigits: 6) == nil)
        }
    }

    @Test("never trap, whatever their bytes and digits", arguments: [MariaDBType.date, .dateTime, .time])
    func extremes(type: MariaDBType) {
        for length in 0...12 {
            for digits in [0, 6, 31, -1, .max] {
                let bytes = [UInt8](repeating: 0xFF, count: length)
                let text = TemporalText(bytes[...], type: type, fractionalDigits: digits)?.text
                #expect(text?.isEmpty != true)
            }
        }
    }
}
