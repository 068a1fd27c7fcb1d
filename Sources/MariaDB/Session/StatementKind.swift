/// Whether a statement only reads, as far as its first word tells. In doubt it does not.
enum StatementKind {
    case reading
    case other

    /// The words that begin statements which only read. `WITH` is not among them: it may go on as an UPDATE.
    private static let readingWords: Set<String> = ["SELECT", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "VALUES"]

    init(_ sql: String) {
        self = Self.hasFirstWord(sql, in: Self.readingWords) ? .reading : .other
    }

    /// Whether the first word of the statement is one of these, however it is read.
    static func hasFirstWord(_ sql: String, in words: Set<String>) -> Bool {
        let text = Array(sql.utf8)
        let scans = MariaDBQuery.readings(of: text)
        return !scans.isEmpty && scans.allSatisfy { SQLWords(text, $0).firstWord.map(words.contains) ?? false }
    }
}
