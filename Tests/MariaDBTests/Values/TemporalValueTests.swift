import Testing

@testable import MariaDB

@Suite("Values of dates and times")
struct TemporalValueTests {
    @Test("print and read the server's form")
    func printing() throws {
        for text in ["2024-02-29", "0000-00-00", "2024-00-00", "9999-12-31"] {
            #expect(MariaDBDate(text)?.description == text)
        }
        for text in ["0000-00-00 00:00:00", "2024-02-29 23:59:59.123456", "0001-01-01 00:00:00"] {
            #expect(MariaDBDateTime(text)?.description == text)
        }
        for text in ["-838:59:59.999999", "00:00:00", "838:59:59", "-00:00:01"] {
            #expect(MariaDBTime(text)?.description == text)
        }
        #expect(MariaDBTime("-00:00:00") == MariaDBTime(microseconds: 0))
        #expect(MariaDBTime(microseconds: .min).description == "-2562047788:00:54.775808")
    }

    @Test("are nil when the server could not store them")
    func limits() {
        #expect(MariaDBDate(year: 10000, month: 1, day: 1) == nil && MariaDBDate(year: 2024, month: 13, day: 1) == nil)
        #expect(MariaDBDateTime(year: 2024, month: 1, day: 1, hour: 24) == nil)
        #expect(MariaDBTime(hours: 1, minutes: 60) == nil && MariaDBTime(hours: -1) == nil)
    }

    @Test("know whether a day exists")
    func validity() throws {
        for (text, isValid) in [
            ("2024-02-29", true), ("2023-02-29", false), ("1900-02-29", false), ("2000-02-29", true), ("2024-04-31", false),
            ("0000-00-00", false), ("2024-00-01", false), ("2024-01-00", false),
        ] {
            #expect(try #require(MariaDBDate(text)).isValid == isValid, "\(text)")
        }
    }

    @Test("are sorted as the server sorts them")
    func order() throws {
        let dates = ["0000-00-00", "0001-01-01", "2024-00-00", "2024-01-31", "2024-02-01"]
        #expect(dates.reversed().compactMap(MariaDBDate.init).sorted().map(\.description) == dates)
        let times = ["-838:59:59", "-00:00:01", "00:00:00", "00:00:00.000001", "100:00:00"]
        #expect(times.reversed().compactMap(MariaDBTime.init).sorted().map(\.description) == times)
        #expect(try #require(MariaDBDateTime("2024-01-01 00:00:01")) > #require(MariaDBDateTime("2024-01-01 00:00:00.999999")))
    }

    @Test("of spans become durations and back, to the microsecond")
    func durations() throws {
        let time = try #require(MariaDBTime("-838:59:59.000001"))
        #expect(time.duration == .seconds(-3_020_399) - .microseconds(1))
        #expect(MariaDBTime(exactly: time.duration) == time)
        #expect(MariaDBTime(exactly: .nanoseconds(1)) == nil && MariaDBTime(exactly: .seconds(Int64.max)) == nil)
    }

    @Test("are read from columns of their type only")
    func decoding() throws {
        let date = RowFixtures.text([RowFixtures.column(.date, collation: 63)], ["0000-00-00"]).first
        #expect(try date.decode(MariaDBDate?.self) == .zero)
        #expect(throws: MariaDBError.self) { try date.decode(MariaDBDateTime.self) }
        #expect(throws: MariaDBError.self) { try date.decode(MariaDBTime.self) }
        let dateTime = RowFixtures.text([RowFixtures.column(.timestamp, collation: 63)], ["2024-01-02 03:04:05.5"]).first
        #expect(try dateTime.decode(MariaDBDateTime.self).microsecond == 500_000)
        let error = try #require(throws: MariaDBError.self) { try dateTime.decode(MariaDBDate.self) }
        #expect(error.message.contains("MariaDBDateTime"))
        #expect(throws: MariaDBError.self) {
            try RowFixtures.text([RowFixtures.column(.varString)], ["2024-01-02"]).first.decode(MariaDBDate.self)
        }
    }
}
