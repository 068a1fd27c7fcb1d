/// A TIME: a span, forward or back, to the microsecond. The server stores up to 838:59:59.999999 in either direction.
public struct MariaDBTime: Sendable, Hashable {
    /// The whole span.
    public let microseconds: Int64

    /// A span. One that is longer than the server can store is an error or cut by the server, as its SQL mode says.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// A span from its parts, or `nil` if one of them is out of range: at most 2,400,023 hours, then 59, 59 and 999,999.
    public init?(isNegative: Bool = false, hours: Int, minutes: Int = 0, seconds: Int = 0, microseconds: Int = 0) {
        guard 0...2_400_023 ~= hours, 0...59 ~= minutes, 0...59 ~= seconds, 0...999_999 ~= microseconds else { return nil }
        self.init(
            TemporalFields(
                isNegative: isNegative, hours: hours, minutes: minutes, seconds: seconds, microseconds: microseconds))
    }

    init(_ fields: TemporalFields) {
        let seconds = Int64(fields.hours) * 3600 + Int64(fields.minutes) * 60 + Int64(fields.seconds)
        let magnitude = seconds * 1_000_000 + Int64(fields.microseconds)
        microseconds = fields.isNegative ? -magnitude : magnitude
    }

    /// The span as a Duration, exactly.
    public var duration: Duration { .microseconds(microseconds) }

    /// The span of a Duration, or `nil` if it is not a whole number of microseconds, or too long for one.
    public init?(exactly duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (scaled, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, overflows) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        guard attoseconds % 1_000_000_000_000 == 0, !isTooLong, !overflows else { return nil }
        microseconds = sum
    }

    var fields: TemporalFields {
        let magnitude = microseconds.magnitude
        let seconds = magnitude / 1_000_000
        return TemporalFields(
            isNegative: microseconds < 0, hours: Int(seconds / 3600), minutes: Int(seconds / 60 % 60), seconds: Int(seconds % 60),
            microseconds: Int(magnitude % 1_000_000))
    }
}

extension MariaDBTime: LosslessStringConvertible {
    /// The server's form: `-838:59:59`, with six digits of a fraction if there are microseconds.
    public var description: String {
        let fields = fields
        return TemporalText(fields, type: .time, fractionalDigits: TemporalText.fractionalDigits(fields.microseconds)).text
    }

    /// Reads the server's form, `-838:59:59.5`.
    public init?(_ description: String) {
        guard let fields = TemporalFields(description, type: .time) else { return nil }
        self.init(fields)
    }
}

extension MariaDBTime: Comparable {
    /// By length, negative spans first.
    public static func < (left: MariaDBTime, right: MariaDBTime) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension MariaDBTime: MariaDBDecodable, MariaDBEncodable {
    /// Reads TIME columns.
    public init(from cell: borrowing MariaDBCell) throws {
        self.init(try cell.temporal(MariaDBTime.self, [.time], "it is no TIME column"))
    }

    /// A TIME.
    public var mariaDBValue: MariaDBValue { .time(self) }
}
