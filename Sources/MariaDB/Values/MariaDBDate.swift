/// A DATE: a day of the calendar, without a time zone.
///
/// The server also stores dates that are no days: `0000-00-00`, `2024-00-00`, `2024-02-31` (SQL modes `NO_ZERO_DATE`,
/// `NO_ZERO_IN_DATE`, `ALLOW_INVALID_DATES`). They are values like any other here, and not NULL.
public struct MariaDBDate: Sendable, Hashable {
    /// From 0 to 9999.
    public let year: Int
    /// From 1 to 12, or 0 for an unknown month.
    public let month: Int
    /// From 1 to 31, or 0 for an unknown day.
    public let day: Int

    /// A date from its parts, or `nil` if the server has no way to store it.
    public init?(year: Int, month: Int, day: Int) {
        guard 0...9999 ~= year, 0...12 ~= month, 0...31 ~= day else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    init(_ fields: TemporalFields) {
        (year, month, day) = (fields.year, fields.month, fields.day)
    }

    private init() {
        (year, month, day) = (0, 0, 0)
    }

    /// `0000-00-00`.
    public static let zero = MariaDBDate()

    /// Whether this is a day of the Gregorian calendar: no part is zero, and the month has that day.
    public var isValid: Bool {
        year > 0 && CivilDay.count(ofMonth: month, year: year).map { 1...$0 ~= day } ?? false
    }

    var fields: TemporalFields {
        TemporalFields(year: year, month: month, day: day)
    }
}

extension MariaDBDate: LosslessStringConvertible {
    /// The server's form: `2024-02-29`.
    public var description: String {
        TemporalText(fields, type: .date, fractionalDigits: 0).text
    }

    /// Reads the server's form, `2024-02-29`.
    public init?(_ description: String) {
        guard let fields = TemporalFields(description, type: .date) else { return nil }
        self.init(fields)
    }
}

extension MariaDBDate: Comparable {
    /// By year, month and day, as the server sorts them; zeros come first.
    public static func < (left: MariaDBDate, right: MariaDBDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension MariaDBDate: MariaDBDecodable, MariaDBEncodable {
    /// Reads DATE columns.
    public init(from cell: borrowing MariaDBCell) throws {
        let wanted = "it is no DATE column; a DATETIME is read as MariaDBDateTime"
        self.init(try cell.temporal(MariaDBDate.self, [.date], wanted))
    }

    /// A DATE.
    public var mariaDBValue: MariaDBValue { .date(self) }
}
