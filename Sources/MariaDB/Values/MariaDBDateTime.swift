/// A DATETIME or a TIMESTAMP: a date and a time of day, to the microsecond, without a time zone.
///
/// A TIMESTAMP column is sent in the session's time zone (`SELECT @@time_zone`). Zero and partial dates are values, see
/// ``MariaDBDate``.
public struct MariaDBDateTime: Sendable, Hashable {
    /// The date.
    public let date: MariaDBDate
    /// From 0 to 23.
    public let hour: Int
    /// From 0 to 59.
    public let minute: Int
    /// From 0 to 59.
    public let second: Int
    /// From 0 to 999,999.
    public let microsecond: Int

    /// A date and a time of day, or `nil` if the server has no way to store them.
    public init?(date: MariaDBDate, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0) {
        guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second, 0...999_999 ~= microsecond else { return nil }
        self.date = date
        (self.hour, self.minute, self.second, self.microsecond) = (hour, minute, second, microsecond)
    }

    /// A date and a time of day from their parts, or `nil` if the server has no way to store them.
    public init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0
    ) {
        guard let date = MariaDBDate(year: year, month: month, day: day) else { return nil }
        self.init(date: date, hour: hour, minute: minute, second: second, microsecond: microsecond)
    }

    init(_ fields: TemporalFields) {
        date = MariaDBDate(fields)
        (hour, minute, second, microsecond) = (fields.hours, fields.minutes, fields.seconds, fields.microseconds)
    }

    /// `0000-00-00 00:00:00`.
    public static let zero = MariaDBDateTime(TemporalFields())

    var fields: TemporalFields {
        TemporalFields(
            year: date.year, month: date.month, day: date.day, hours: hour, minutes: minute, seconds: second,
            microseconds: microsecond)
    }
}

extension MariaDBDateTime: LosslessStringConvertible {
    /// The server's form: `2024-02-29 12:30:00`, with six digits of a fraction if there are microseconds.
    public var description: String {
        TemporalText(fields, type: .dateTime, fractionalDigits: TemporalText.fractionalDigits(microsecond)).text
    }

    /// Reads the server's form, `2024-02-29 12:30:00.5`.
    public init?(_ description: String) {
        guard let fields = TemporalFields(description, type: .dateTime) else { return nil }
        self.init(fields)
    }
}

extension MariaDBDateTime: Comparable {
    /// By the parts from the year down, as the server sorts them; zeros come first.
    public static func < (left: MariaDBDateTime, right: MariaDBDateTime) -> Bool {
        (left.date, left.hour, left.minute, left.second, left.microsecond)
            < (right.date, right.hour, right.minute, right.second, right.microsecond)
    }
}

extension MariaDBDateTime: MariaDBDecodable, MariaDBEncodable {
    /// Reads DATETIME and TIMESTAMP columns.
    public init(from cell: borrowing MariaDBCell) throws {
        let wanted = "it is no DATETIME or TIMESTAMP column; a DATE is read as MariaDBDate"
        self.init(try cell.temporal(MariaDBDateTime.self, [.dateTime, .timestamp], wanted))
    }

    /// A DATETIME.
    public var mariaDBValue: MariaDBValue { .dateTime(self) }
}
