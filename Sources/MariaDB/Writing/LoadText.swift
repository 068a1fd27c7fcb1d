/// Rows as LOAD DATA reads them: fields between tabs, a row a line, `\N` for NULL, and a backslash before what would be taken for
/// something else.
enum LoadText {
    /// What is said of it in the statement. In hexadecimal digits, since a backslash in a string depends on the SQL mode.
    static let clauses = "FIELDS TERMINATED BY x'09' ENCLOSED BY '' ESCAPED BY x'5C' LINES TERMINATED BY x'0A' STARTING BY ''"

    /// Appends a value. Returns `false` for DEFAULT, which has no form here.
    static func append(_ value: MariaDBValue, to bytes: inout [UInt8]) -> Bool {
        switch value {
        case .default: return false
        case .null: bytes += [backslash, UInt8(ascii: "N")]
        case .integer(let number): bytes += String(number).utf8
        case .unsignedInteger(let number): bytes += String(number).utf8
        case .double(let number): bytes += FloatText(number).text.utf8
        case .decimal(let decimal): bytes += decimal.description.utf8
        case .date(let date): bytes += date.description.utf8
        case .time(let time): bytes += time.description.utf8
        case .dateTime(let dateTime): bytes += dateTime.description.utf8
        case .text(let text): appendEscaped(text.utf8, to: &bytes)
        case .bytes(let content): appendEscaped(content, to: &bytes)
        }
        return true
    }

    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    private static let backslash = UInt8(ascii: "\\")

    private static func appendEscaped(_ content: some Sequence<UInt8>, to bytes: inout [UInt8]) {
        for byte in content {
            switch byte {
            case backslash, tab, newline:
                // A backslash before the sign itself takes its meaning away.
                bytes.append(backslash)
                bytes.append(byte)
            case 0:
                bytes.append(backslash)
                bytes.append(UInt8(ascii: "0"))
            default: bytes.append(byte)
            }
        }
    }
}
