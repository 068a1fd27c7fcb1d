/// The text of a number that came in the binary protocol, as the server prints it in the text protocol.
struct NumberText {
    let text: String

    /// `nil` for what comes as text in both protocols.
    init?(_ content: CellContent, column: MariaDBColumn) {
        switch content {
        case .integer(let value): text = String(value)
        case .unsignedInteger(let value): text = Self.padded(String(value), column)
        case .float(let value): text = Self.padded(Self.fixed(Double(value), column) ?? FloatText(value).text, column)
        case .double(let value): text = Self.padded(Self.fixed(value, column) ?? FloatText(value).text, column)
        case .decimal, .temporal, .text, .bytes: return nil
        }
    }

    /// DOUBLE(10,2) always has two digits behind the point; `decimals` of a plain DOUBLE is 31 or more.
    private static func fixed(_ number: Double, _ column: MariaDBColumn) -> String? {
        0...30 ~= column.decimals && number.isFinite ? FixedText(number, decimals: column.decimals).text : nil
    }

    /// ZEROFILL fills up to the column's width. The server does so in the text protocol only, and YEAR is such a column.
    private static func padded(_ text: String, _ column: MariaDBColumn) -> String {
        guard column.flags.contains(.zeroFill), 0...255 ~= column.length, text.utf8.count < column.length else { return text }
        return String(repeating: "0", count: column.length - text.utf8.count) + text
    }
}
