/// The text of a date or a time that came in the binary protocol, as the server prints it in the text protocol.
///
/// The binary form leaves out what is zero at its end (MariaDB manual, "Resultset row", binary DATE, DATETIME, TIME): a
/// DATETIME has 0, 4, 7 or 11 bytes, a TIME 0, 8 or 12.
struct TemporalText {
    let text: String

    /// - Parameter fractionalDigits: From 0 to 6; the column's `decimals`.
    init?(_ bytes: ArraySlice<UInt8>, type: MariaDBType, fractionalDigits: Int) {
        let fields = Array(bytes)
        switch type {
        case .date:
            guard let date = Self.date(fields), fields.count <= 4 else { return nil }
            text = date
        case .time:
            guard let time = Self.timeSpan(fields, fractionalDigits) else { return nil }
            text = time
        default:
            guard let date = Self.date(fields), let time = Self.timeOfDay(fields, fractionalDigits) else { return nil }
            text = "\(date) \(time)"
        }
    }

    private static func date(_ fields: [UInt8]) -> String? {
        switch fields.count {
        case 0:
            return "0000-00-00"
        case 4, 7, 11:
            let year = Int(fields[0]) | Int(fields[1]) << 8
            return "\(pad(year, 4))-\(pad(Int(fields[2]), 2))-\(pad(Int(fields[3]), 2))"
        default:
            return nil
        }
    }

    private static func timeOfDay(_ fields: [UInt8], _ digits: Int) -> String? {
        guard fields.count > 4 else { return "00:00:00" + fraction(0, digits) }
        return clock(hours: Int(fields[4]), fields[5...6]) + fraction(microseconds(fields, at: 7), digits)
    }

    private static func timeSpan(_ fields: [UInt8], _ digits: Int) -> String? {
        switch fields.count {
        case 0:
            return "00:00:00" + fraction(0, digits)
        case 8, 12:
            // A sign, days in four bytes, then the hours of a day.
            let days = Int(CellContent.littleEndian(fields[1...4]))
            let sign = fields[0] == 0 ? "" : "-"
            return sign + clock(hours: days * 24 + Int(fields[5]), fields[6...7]) + fraction(microseconds(fields, at: 8), digits)
        default:
            return nil
        }
    }

    private static func clock(hours: Int, _ rest: ArraySlice<UInt8>) -> String {
        rest.reduce(into: pad(hours, 2)) { $0 += ":" + pad(Int($1), 2) }
    }

    private static func microseconds(_ fields: [UInt8], at index: Int) -> Int {
        fields.count >= index + 4 ? Int(CellContent.littleEndian(fields[index..<index + 4])) : 0
    }

    private static func fraction(_ microseconds: Int, _ digits: Int) -> String {
        guard (1...6).contains(digits) else { return "" }
        return "." + pad(microseconds, 6).prefix(digits)
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
