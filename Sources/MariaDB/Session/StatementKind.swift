/// Whether a statement only reads, as far as its first word tells. In doubt it does not.
enum StatementKind {
    case reading
    case other

    /// The words that begin statements which only read. `WITH` is not among them: it may go on as an UPDATE.
    private static let readingWords: Set<String> = ["SELECT", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "VALUES"]

    init(_ sql: String) {
        let start = sql.unicodeScalars.drop { $0 == "(" || $0.properties.isWhitespace }
        let word = start.prefix { ("a"..."z").contains($0) || ("A"..."Z").contains($0) }
        self = Self.readingWords.contains(String(String.UnicodeScalarView(word)).uppercased()) ? .reading : .other
    }
}
