/// The parts of a date or a time, whichever protocol they came in. A DATE has no time of day, a TIME no date.
struct TemporalFields {
    var isNegative = false
    var year = 0
    var month = 0
    var day = 0
    /// Of a TIME: all its hours, which may be more than a day's.
    var hours = 0
    var minutes = 0
    var seconds = 0
    var microseconds = 0

    /// Whether each part is one that a date or a time of day can have. The day may be one that its month lacks: the server stores
    /// those when it is told to (`ALLOW_INVALID_DATES`), and zeros too.
    private var isPlausible: Bool {
        0...9999 ~= year && 0...12 ~= month && 0...31 ~= day && 0...59 ~= minutes && 0...59 ~= seconds
            && 0...999_999 ~= microseconds
    }
}

// MARK: - The binary protocol

extension TemporalFields {
    /// Reads the binary form, which leaves out what is zero at its end (MariaDB manual, "Resultset row", binary DATE, DATETIME,
    /// TIME): a DATETIME has 0, 4, 7 or 11 bytes, a TIME 0, 8 or 12.
    init?(binary bytes: Span<UInt8>, type: MariaDBType) {
        switch (type, bytes.count) {
        case (_, 0):
            break
        case (.date, 4), (.dateTime, 4), (.timestamp, 4):
            setDate(bytes)
        case (.dateTime, 7), (.timestamp, 7), (.dateTime, 11), (.timestamp, 11):
            setDate(bytes)
            setClock(bytes, at: 4)
            guard hours <= 23 else { return nil }
        case (.time, 8), (.time, 12):
            // A sign, days in four bytes, then the hours of a day.
            isNegative = bytes[0] != 0
            setClock(bytes, at: 5)
            let days = Self.number(bytes, at: 1)
            guard hours <= 23, days <= Self.maximumDays else { return nil }
            hours += days * 24
        default:
            return nil
        }
        guard isPlausible else { return nil }
    }

    /// Far beyond the server's 34 days, and far from any overflow.
    private static let maximumDays = 100_000

    private mutating func setDate(_ bytes: Span<UInt8>) {
        year = Int(bytes[0]) | Int(bytes[1]) << 8
        month = Int(bytes[2])
        day = Int(bytes[3])
    }

    private mutating func setClock(_ bytes: Span<UInt8>, at index: Int) {
        hours = Int(bytes[index])
        minutes = Int(bytes[index + 1])
        seconds = Int(bytes[index + 2])
        if bytes.count > index + 3 { microseconds = Self.number(bytes, at: index + 3) }
    }

    private static func number(_ bytes: Span<UInt8>, at index: Int) -> Int {
        Int(bytes[index]) | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2]) << 16 | Int(bytes[index + 3]) << 24
    }
}

// MARK: - The text protocol

extension TemporalFields {
    init?(_ text: String, type: MariaDBType) {
        self.init(text: text.utf8.span, type: type)
    }

    /// Reads the form in which the server prints a date or a time.
    init?(text: Span<UInt8>, type: MariaDBType) {
        var reader = TemporalTextReader(text)
        if type != .time {
            guard let year = reader.number(4...4), reader.skip("-"), let month = reader.number(2...2), reader.skip("-"),
                let day = reader.number(2...2)
            else { return nil }
            (self.year, self.month, self.day) = (year, month, day)
        }
        if type == .dateTime || type == .timestamp, !reader.skip(" ") { return nil }
        if type != .date {
            if type == .time { isNegative = reader.skip("-") }
            guard let hours = reader.number(type == .time ? 2...7 : 2...2), reader.skip(":"), let minutes = reader.number(2...2),
                reader.skip(":"), let seconds = reader.number(2...2), type == .time || hours <= 23
            else { return nil }
            (self.hours, self.minutes, self.seconds) = (hours, minutes, seconds)
            guard !reader.skip(".") || reader.setFraction(&microseconds) else { return nil }
        }
        guard reader.isAtEnd, isPlausible else { return nil }
    }
}
