import Foundation
import Testing

@testable import MariaDB

@Suite("Foundation's types")
struct FoundationValueTests {
    private static func text(_ text: String, _ type: MariaDBType = .varString) -> MariaDBRow {
        RowFixtures.text([RowFixtures.column(type)], [text]).first
    }

    @Test("UUID is read from text and from 16 bytes")
    func uuid() throws {
        let text = "123e4567-e89b-12d3-a456-426655440000"
        let uuid = try #require(UUID(uuidString: text))
        #expect(try Self.text(text).decode(UUID.self) == uuid)
        #expect(uuid.mariaDBValue == .text(text))
        let bytes = RowFixtures.binary(
            [RowFixtures.column(.string, collation: 63)], RowFixtures.lengthEncoded(uuid.mariaDBBytes)
        ).first
        #expect(try bytes.decode(UUID.self) == uuid)
        #expect(throws: MariaDBError.self) { try Self.text("123e4567").decode(UUID.self) }
        #expect(throws: MariaDBError.self) { try Self.text("1", .bigInt).decode(UUID.self) }
    }

    @Test("Decimal is exact or an error")
    func decimal() throws {
        #expect(try Self.text("-12.50", .decimal).decode(Decimal.self) == Decimal(string: "-12.5"))
        let long = "12345678901234567890123456789012345678.123"
        #expect(throws: MariaDBError.self) { try Self.text(long, .decimal).decode(Decimal.self) }
        #expect(MariaDBDecimal(Decimal(string: "1.25") ?? 0) == MariaDBDecimal("1.25"))
        #expect(MariaDBDecimal(Decimal.nan) == nil)
        #expect(Decimal(7).mariaDBValue == .decimal(7))
    }

    @Test("Data and URL are bytes and text")
    func dataAndURL() throws {
        #expect(try Self.text("é").decode(Data.self) == Data([0xC3, 0xA9]))
        #expect(Data([1, 2]).mariaDBValue == .bytes([1, 2]))
        #expect(try Self.text("https://example.org/a?b=c").decode(URL.self).host() == "example.org")
        #expect(throws: MariaDBError.self) { try Self.text("").decode(URL.self) }
    }

    @Test("Date is read and written as UTC")
    func date() throws {
        let row = Self.text("2024-02-29 12:00:00.5", .dateTime)
        let date = try row.decode(Date.self)
        #expect(date.timeIntervalSince1970 == 1_709_208_000.5)
        #expect(date.mariaDBValue == .dateTime(try #require(MariaDBDateTime("2024-02-29 12:00:00.5"))))
        for text in ["0000-00-00 00:00:00", "2024-00-00 00:00:00", "2023-02-29 00:00:00"] {
            let error = try #require(throws: MariaDBError.self) { try Self.text(text, .dateTime).decode(Date.self) }
            #expect(error.code == .decodingFailed)
        }
        #expect(throws: MariaDBError.self) { try Self.text("2024-02-29", .date).decode(Date.self) }
        for extreme in [Double.nan, .infinity, 1e300, -1e300, 253_402_300_800] {
            #expect(MariaDBDateTime(Date(timeIntervalSince1970: extreme), in: .gmt) == nil)
            guard case .text = Date(timeIntervalSince1970: extreme).mariaDBValue else { throw CancellationError() }
        }
    }

    @Test(
        "Date is exact to the microsecond from year 1 to 9999", arguments: [-62_135_596_800, -1, 0, 951_782_400, 253_402_300_799])
    func dateRange(seconds: Int) throws {
        let dateTime = try #require(MariaDBDateTime(Date(timeIntervalSince1970: Double(seconds)), in: .gmt))
        #expect(dateTime.moment(in: .gmt)?.timeIntervalSince1970 == Double(seconds))
        // Foundation prints days before 1582 in the Julian calendar, the server and SQL know the Gregorian one only.
        guard seconds > -12_219_292_800 else { return #expect(dateTime.description == "0001-01-01 00:00:00") }
        let text = Date(timeIntervalSince1970: Double(seconds)).ISO8601Format()
        #expect(text == dateTime.description.replacingOccurrences(of: " ", with: "T") + "Z")
    }

    @Test("Date knows a zone's summer time, the hour that is skipped and the one that comes twice")
    func summerTime() throws {
        let paris = try #require(TimeZone(identifier: "Europe/Paris"))
        let summer = try #require(MariaDBDateTime("2024-07-01 12:00:00"))
        #expect(summer.moment(in: paris)?.ISO8601Format() == "2024-07-01T10:00:00Z")
        #expect(try MariaDBDateTime(#require(summer.moment(in: paris)), in: paris) == summer)
        #expect(try #require(MariaDBDateTime("2024-03-31 02:30:00")).moment(in: paris) == nil)
        let twice = try #require(MariaDBDateTime("2024-10-27 02:30:00"))
        #expect(twice.moment(in: paris)?.ISO8601Format() == "2024-10-27T00:30:00Z")
    }

    private struct Settings: Codable, Equatable {
        var name: String
        var sizes: [Int]?
    }

    @Test("JSON goes through Codable, and its errors name the place and not the value")
    func json() throws {
        let settings = Settings(name: "é", sizes: [1])
        let json = try MariaDBJSON(settings)
        #expect(try Self.text(json.text).decode(MariaDBJSON<Settings>.self).value == settings)
        #expect(json.mariaDBValue == .text(json.text))
        #expect(throws: (any Error).self) { try MariaDBJSON(Double.nan) }
        let error = try #require(throws: MariaDBError.self) {
            try Self.text(#"{"name": "secret", "sizes": ["secret"]}"#).decode(MariaDBJSON<Settings>.self)
        }
        #expect(error.message.contains("sizes") && !error.debugDescription.contains("secret"))
        #expect(throws: MariaDBError.self) { try Self.text("{").decode(MariaDBJSON<Settings>.self) }
        #expect(throws: MariaDBError.self) { try Self.text("1", .bigInt).decode(MariaDBJSON<Int>.self) }
    }
}
