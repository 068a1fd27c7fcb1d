/// Strings and numbers of JSON (RFC 8259, sections 6 and 7).
enum JSONText {
    static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: mustEscape) else { return "\"\(text)\"" }
        return text.unicodeScalars.reduce(into: "\"") { $0 += mustEscape($1) ? escape($1) : String($1) } + "\""
    }

    /// Without the zeros that a ZEROFILL column or a YEAR has in front: JSON allows none.
    static func number(_ digits: String) -> String {
        let significant = digits.drop { $0 == "0" }
        guard digits.first == "0", significant.first?.isNumber != true else { return String(significant) }
        return "0" + significant
    }

    /// More than JSON demands: what a terminal could obey, and the two line ends that JavaScript once knew alone.
    private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x22, 0x5C, 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"", "\\": return "\\\(scalar)"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default:
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
}
