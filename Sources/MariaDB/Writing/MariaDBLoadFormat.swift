/// How rows are written that are loaded as bytes (MariaDB manual, "LOAD DATA INFILE", FIELDS and LINES).
public struct MariaDBLoadFormat: Sendable, Hashable {
    /// What stands between fields.
    public var separator: String
    /// What may stand around a field; empty for nothing.
    public var quote: String
    /// What takes away the meaning of the next character, and makes `\N` NULL; empty for nothing.
    public var escape: String
    /// What ends a row.
    public var lineEnd: String
    /// How many lines at the beginning are no rows.
    public var skippedLines: Int

    /// A format of one's own.
    public init(separator: String, quote: String = "", escape: String = "", lineEnd: String = "\n", skippedLines: Int = 0) {
        self.separator = separator
        self.quote = quote
        self.escape = escape
        self.lineEnd = lineEnd
        self.skippedLines = skippedLines
    }

    /// Tabs, `\N` for NULL, and backslashes before tabs, newlines and backslashes: what `mariadb-dump --tab` and
    /// `SELECT … INTO OUTFILE` write.
    public static let tabSeparated = MariaDBLoadFormat(separator: "\t", escape: "\\")

    /// Commas, and double quotes around fields that need them; the word NULL is NULL.
    public static let commaSeparated = MariaDBLoadFormat(separator: ",", quote: "\"")

    /// What is said of it in the statement, in hexadecimal digits, which need no quotes.
    var clauses: String {
        let enclosed = quote.isEmpty ? "ENCLOSED BY ''" : "OPTIONALLY ENCLOSED BY \(Self.literal(quote))"
        return "FIELDS TERMINATED BY \(Self.literal(separator)) \(enclosed) ESCAPED BY \(Self.literal(escape)) "
            + "LINES TERMINATED BY \(Self.literal(lineEnd)) STARTING BY ''"
    }

    private static func literal(_ text: String) -> String {
        text.isEmpty ? "''" : "x'" + text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
    }
}
