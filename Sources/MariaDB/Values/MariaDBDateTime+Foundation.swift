#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension MariaDBDateTime {
    /// The date and time that clocks of a time zone show at a moment, to the nearest microsecond. `nil` outside of the years 0 to 9999.
    ///
    /// A session's own zone is in `SELECT @@time_zone`. Like the server's, the calendar is the Gregorian one for all times; Foundation's
    /// is the Julian one before 1582.
    public init?(_ moment: Date, in timeZone: TimeZone) {
        let offset = Double(timeZone.secondsFromGMT(for: moment))
        let seconds = moment.timeIntervalSince1970 + offset
        // Before anything becomes an integer: a Date can be any Double, also NaN.
        guard -62_200_000_000...253_500_000_000 ~= seconds else { return nil }
        let whole = seconds.rounded(.down)
        var microseconds = Int(whole) * 1_000_000 + Int(((seconds - whole) * 1_000_000).rounded())
        let day = CivilDay.floorDivide(microseconds, 86_400_000_000)
        microseconds -= day * 86_400_000_000
        let (year, month, dayOfMonth) = CivilDay.date(day)
        let rest = microseconds / 1_000_000
        self.init(
            year: year, month: month, day: dayOfMonth, hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60,
            microsecond: microseconds % 1_000_000)
    }

    /// The moment at which clocks of a time zone show this date and time.
    ///
    /// `nil` for a zero or partial date, for a day that does not exist, and for a time that the zone's clocks skip in spring. Of two
    /// such moments, in autumn, it is the first.
    public func moment(in timeZone: TimeZone) -> Date? {
        guard date.isValid else { return nil }
        let day = CivilDay.number(year: date.year, month: date.month, day: date.day)
        let local = Double(day * 86400 + hour * 3600 + minute * 60 + second)
        // A zone's offset is known for moments only, so it is tried with those of the day before and after.
        let offsets = [-86400.0, 86400].map { around in
            Double(timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: local + around)))
        }
        let moments = offsets.map { local - $0 }.sorted()
        let shown = moments.first { moment in
            moment + Double(timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: moment))) == local
        }
        return shown.map { Date(timeIntervalSince1970: $0 + Double(microsecond) / 1_000_000) }
    }
}

extension Date: MariaDBDecodable, MariaDBEncodable {
    /// Reads DATETIME and TIMESTAMP columns **as UTC**.
    ///
    /// A DATETIME has no time zone, and a TIMESTAMP is sent in the session's; so this is right only if what is stored is UTC, or the
    /// session's `time_zone` is `+00:00`. For any other zone read a ``MariaDBDateTime`` and say which:
    /// ``MariaDBDateTime/moment(in:)``. Zero and partial dates are errors.
    public init(from cell: borrowing MariaDBCell) throws {
        let wanted = "it is no DATETIME or TIMESTAMP column; a DATE is read as MariaDBDate"
        let dateTime = MariaDBDateTime(try cell.temporal(Date.self, [.dateTime, .timestamp], wanted))
        guard let moment = dateTime.moment(in: .gmt) else {
            throw cell.mismatch(Date.self, "it is a zero date or a day that does not exist; read it as MariaDBDateTime")
        }
        self = moment
    }

    /// A DATETIME **in UTC**, to the microsecond. A date outside of the years 0 to 9999 is sent as text, which the server refuses.
    public var mariaDBValue: MariaDBValue {
        MariaDBDateTime(self, in: .gmt)?.mariaDBValue ?? .text("a date outside of the years 0 to 9999")
    }
}
