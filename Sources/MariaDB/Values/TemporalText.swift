/// The text of a date or a time, as the server prints it in the text protocol.
struct TemporalText {
    let text: String

    /// - Parameter fractionalDigits: From 0 to 6; the column's `decimals`. Any other number means none.
    init(_ fields: TemporalFields, type: MariaDBType, fractionalDigits: Int) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(29)
        if type != .time {
            Self.append(fields.year, 4, to: &bytes)
            bytes.append(UInt8(ascii: "-"))
            Self.append(fields.month, 2, to: &bytes)
            bytes.append(UInt8(ascii: "-"))
            Self.append(fields.day, 2, to: &bytes)
        }
        if type == .dateTime || type == .timestamp { bytes.append(UInt8(ascii: " ")) }
        if type != .date {
            if fields.isNegative { bytes.append(UInt8(ascii: "-")) }
            Self.append(fields.hours, 2, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            Self.append(fields.minutes, 2, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            Self.append(fields.seconds, 2, to: &bytes)
            if 1...6 ~= fractionalDigits {
                bytes.append(UInt8(ascii: "."))
                Self.append(fields.microseconds, 6, to: &bytes)
                bytes.removeLast(6 - fractionalDigits)
            }
        }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// Six digits if there are microseconds, else none: for values that have no column.
    static func fractionalDigits(_ microseconds: Int) -> Int {
        microseconds == 0 ? 0 : 6
    }

    private static func append(_ number: Int, _ width: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        var digits = 1
        while digits < width || number / divisor >= 10 {
            divisor *= 10
            digits += 1
        }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}
