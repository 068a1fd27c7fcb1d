/// Reads the rows of a packet again, for a server that takes no bulk of the statement. So what most statements need costs nothing for
/// the few: their rows are written once, and kept in no other form.
struct BulkPacketRows {
    private let bytes: [UInt8]
    private let kinds: [BindKind?]
    private var position: Int

    init(_ packet: BulkPacket) {
        bytes = packet.bytes
        kinds = packet.kinds
        position = packet.headerSize
    }

    /// The next rows, at most so many; none behind the last.
    mutating func take(_ count: Int) -> [[MariaDBValue]] {
        var rows: [[MariaDBValue]] = []
        while rows.count < count, position < bytes.count {
            var row: [MariaDBValue] = []
            row.reserveCapacity(kinds.count)
            for kind in kinds { row.append(value(kind)) }
            rows.append(row)
        }
        return rows
    }

    private mutating func value(_ kind: BindKind?) -> MariaDBValue {
        switch BulkPacket.Indicator(rawValue: UInt8(number(1))) {
        case .null, nil: return .null
        case .columnDefault: return .default
        case .value: break
        }
        switch kind {
        case nil: return .null
        case .integer: return .integer(Int64(bitPattern: number(8)))
        case .unsignedInteger: return .unsignedInteger(number(8))
        case .double: return .double(Double(bitPattern: number(8)))
        case .decimal:
            let text = text()
            return MariaDBDecimal(text).map { .decimal($0) } ?? .text(text)
        case .text: return .text(text())
        case .bytes: return .bytes(Array(content()))
        case .date, .time, .dateTime: return temporal(kind)
        }
    }

    /// A date, a time or both, in the lengths of ``BinaryValue``.
    private mutating func temporal(_ kind: BindKind?) -> MariaDBValue {
        position += 1
        var fields = TemporalFields()
        if kind == .time {
            fields.isNegative = number(1) != 0
            fields.hours = 24 * Int(number(4))
        } else {
            (fields.year, fields.month, fields.day) = (Int(number(2)), Int(number(1)), Int(number(1)))
        }
        if kind == .date { return .date(MariaDBDate(fields)) }
        fields.hours += Int(number(1))
        (fields.minutes, fields.seconds, fields.microseconds) = (Int(number(1)), Int(number(1)), Int(number(4)))
        return kind == .time ? .time(MariaDBTime(fields)) : .dateTime(MariaDBDateTime(fields))
    }

    private mutating func text() -> String { String(decoding: content(), as: UTF8.self) }

    private mutating func content() -> ArraySlice<UInt8> {
        let first = UInt8(number(1))
        let width = LengthEncoding.width(first) ?? 0
        let count = width == 0 ? Int(first) : Int(number(width))
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// A number, its lowest byte first.
    private mutating func number(_ width: Int) -> UInt64 {
        defer { position += width }
        return bytes[position..<position + width].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
