/// Values as the binary protocol writes them (MariaDB manual, "COM_STMT_EXECUTE", binary parameter values).
enum BinaryValue {
    /// Appends a value; NULL and DEFAULT have no bytes.
    static func append(_ value: MariaDBValue, to bytes: inout [UInt8]) {
        switch value {
        case .null, .default: break
        case .integer(let number): append(UInt64(bitPattern: number), width: 8, to: &bytes)
        case .unsignedInteger(let number): append(number, width: 8, to: &bytes)
        case .double(let number): append(number.bitPattern, width: 8, to: &bytes)
        case .decimal(let decimal): append(text: decimal.description, to: &bytes)
        case .date(let date): append(date: date.fields, to: &bytes)
        case .time(let time): append(time: time.fields, to: &bytes)
        case .dateTime(let dateTime): append(dateTime: dateTime.fields, to: &bytes)
        case .text(let text): append(text: text, to: &bytes)
        case .bytes(let content):
            LengthEncoding.append(content.count, to: &bytes)
            bytes += content
        }
    }

    static func append(text: String, to bytes: inout [UInt8]) {
        let text = text.utf8
        LengthEncoding.append(text.count, to: &bytes)
        bytes += text
    }

    /// Appends the lowest bytes of a number, the lowest first.
    static func append(_ number: UInt64, width: Int, to bytes: inout [UInt8]) {
        switch width {
        case 8: unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes.append(contentsOf: $0) }
        case 4:
            unsafe withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).littleEndian) { unsafe bytes.append(contentsOf: $0) }
        default:
            for shift in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(shift)))) }
        }
    }

    private static func append(date fields: TemporalFields, to bytes: inout [UInt8]) {
        bytes.append(4)
        appendDay(fields, to: &bytes)
    }

    private static func append(dateTime fields: TemporalFields, to bytes: inout [UInt8]) {
        bytes.append(11)
        appendDay(fields, to: &bytes)
        appendClock(fields, to: &bytes)
    }

    /// The days have four bytes and the hours one, so the hours of a TIME are split.
    private static func append(time fields: TemporalFields, to bytes: inout [UInt8]) {
        bytes.append(12)
        bytes.append(fields.isNegative ? 1 : 0)
        append(UInt64(clamping: fields.hours / 24), width: 4, to: &bytes)
        appendClock(fields, to: &bytes)
    }

    private static func appendDay(_ fields: TemporalFields, to bytes: inout [UInt8]) {
        append(UInt64(clamping: fields.year), width: 2, to: &bytes)
        bytes.append(UInt8(clamping: fields.month))
        bytes.append(UInt8(clamping: fields.day))
    }

    private static func appendClock(_ fields: TemporalFields, to bytes: inout [UInt8]) {
        bytes.append(UInt8(clamping: fields.hours % 24))
        bytes.append(UInt8(clamping: fields.minutes))
        bytes.append(UInt8(clamping: fields.seconds))
        append(UInt64(clamping: fields.microseconds), width: 4, to: &bytes)
    }
}
