import MariaDB

/// The pieces that packets are made of (MariaDB manual, "Protocol Data Types").
struct PacketWriter {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    mutating func append(_ more: some Sequence<UInt8>) {
        bytes += more
    }

    /// The low bytes of a number, the lowest first.
    mutating func appendNumber(_ number: some FixedWidthInteger, bytes count: Int) {
        let bits = UInt64(truncatingIfNeeded: number)
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * index))) }
    }

    /// A number in as few bytes as it needs, 1, 3, 4 or 9.
    mutating func appendLength(_ number: UInt64) {
        switch number {
        case ..<0xFB: appendNumber(number, bytes: 1)
        case ...0xFFFF: bytes.append(0xFC); appendNumber(number, bytes: 2)
        case ...0xFF_FFFF: bytes.append(0xFD); appendNumber(number, bytes: 3)
        default: bytes.append(0xFE); appendNumber(number, bytes: 8)
        }
    }

    /// A text or bytes with their length before them.
    mutating func appendWithLength(_ content: some Collection<UInt8>) {
        appendLength(UInt64(content.count))
        bytes += content
    }

    /// A text with a zero after it.
    mutating func appendWithZero(_ text: String) {
        bytes += Array(text.utf8) + [0]
    }
}

extension PacketWriter {
    /// A cell of a row of the text protocol.
    mutating func appendText(_ value: MariaDBValue) {
        if let content = Self.text(value) { appendWithLength(content) } else { bytes.append(0xFB) }
    }

    /// A cell of a row of the binary protocol that is not NULL. Bytes for a column of numbers or times are written as they are.
    mutating func appendBinary(_ value: MariaDBValue, as type: MariaDBType) {
        let width: Int? =
            switch type {
            case .tinyInt: 1
            case .smallInt, .year: 2
            case .int, .mediumInt, .float: 4
            case .bigInt, .double: 8
            default: nil
            }
        switch (value, width) {
        case (.bytes(let raw), _) where width != nil || [.date, .time, .dateTime, .timestamp].contains(type): append(raw)
        case (.double(let number), 4?): appendNumber(Float(number).bitPattern, bytes: 4)
        case (.double(let number), 8?): appendNumber(number.bitPattern, bytes: 8)
        case (.integer(let number), let width?): appendNumber(number, bytes: width)
        case (.unsignedInteger(let number), let width?): appendNumber(number, bytes: width)
        case (_, let width?): appendNumber(0, bytes: width)
        case (.date(let date), nil): appendDate(date)
        case (.dateTime(let dateTime), nil): appendDateTime(dateTime)
        case (.time(let time), nil): appendTime(time)
        case (_, nil): appendWithLength(Self.text(value) ?? [])
        }
    }

    private mutating func appendDate(_ date: MariaDBDate) {
        bytes.append(4)
        appendNumber(date.year, bytes: 2)
        bytes += [UInt8(clamping: date.month), UInt8(clamping: date.day)]
    }

    private mutating func appendDateTime(_ value: MariaDBDateTime) {
        bytes.append(11)
        appendNumber(value.date.year, bytes: 2)
        for part in [value.date.month, value.date.day, value.hour, value.minute, value.second] {
            bytes.append(UInt8(clamping: part))
        }
        appendNumber(value.microsecond, bytes: 4)
    }

    private mutating func appendTime(_ time: MariaDBTime) {
        let span = time.microseconds.magnitude
        let seconds = span / 1_000_000
        bytes += [12, time.microseconds < 0 ? 1 : 0]
        appendNumber(seconds / 86_400, bytes: 4)
        for part in [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60] { bytes.append(UInt8(clamping: part)) }
        appendNumber(span % 1_000_000, bytes: 4)
    }

    /// How the text protocol writes a value; `nil` for NULL.
    private static func text(_ value: MariaDBValue) -> [UInt8]? {
        switch value {
        case .null, .default: nil
        case .integer(let number): Array("\(number)".utf8)
        case .unsignedInteger(let number): Array("\(number)".utf8)
        case .double(let number): Array("\(number)".utf8)
        case .decimal(let number): Array(number.description.utf8)
        case .date(let date): Array(date.description.utf8)
        case .time(let time): Array(time.description.utf8)
        case .dateTime(let dateTime): Array(dateTime.description.utf8)
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        }
    }
}
