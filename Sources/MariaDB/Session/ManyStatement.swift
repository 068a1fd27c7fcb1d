/// What the text of a statement tells of running it for many rows. Where it can be read in several ways, all of them have to agree.
///
/// MariaDB runs an INSERT or REPLACE in bulk as one statement, and calculates once for the packet what it takes for constant: a subquery,
/// `IF(? > 5, …)` and `'b' REGEXP ?` have the first row's value in every row, without an error (10.11, measured). A placeholder that is
/// a value by itself is always the row's own. UPDATE and DELETE are run anew for each row.
struct ManyStatement {
    /// Whether it is an INSERT, REPLACE, UPDATE or DELETE.
    let writesRows: Bool
    /// Whether it gives in bulk what it gives for each row by itself. The server may still refuse it.
    let isSafeInBulk: Bool
    /// Whether a part of it is a SELECT, which may read what the rows before have written.
    let hasSubquery: Bool

    /// - Parameter bindCount: How many placeholders the server has found.
    init(_ sql: String, bindCount: Int) {
        let text = Array(sql.utf8)
        let readings = MariaDBQuery.readings(of: text).map { SQLWords(text, $0) }
        let firstWords = readings.map { $0.firstWord ?? "" }
        writesRows = !readings.isEmpty && firstWords.allSatisfy(["INSERT", "REPLACE", "UPDATE", "DELETE"].contains)
        hasSubquery = readings.contains { $0.tokens.contains { $0.token == .word("SELECT") } }
        let isInserting = firstWords.contains { $0 == "INSERT" || $0 == "REPLACE" }
        isSafeInBulk =
            writesRows
            && (!isInserting || !hasSubquery && readings.allSatisfy { Placement($0.tokens.map(\.token)).aloneCount == bindCount })
    }
}

/// Where the placeholders of an INSERT or REPLACE stand.
private struct Placement {
    private let tokens: [SQLWords.Token]
    /// How many placeholders there are if each is a value by itself, in VALUES or behind a column's equals sign; else `nil`.
    private(set) var aloneCount: Int? = 0

    private static let open = SQLWords.Token.sign(UInt8(ascii: "("))
    private static let close = SQLWords.Token.sign(UInt8(ascii: ")"))
    private static let comma = SQLWords.Token.sign(UInt8(ascii: ","))
    private static let equals = SQLWords.Token.sign(UInt8(ascii: "="))
    private static let point = SQLWords.Token.sign(UInt8(ascii: "."))

    init(_ tokens: [SQLWords.Token]) {
        self.tokens = tokens
        var depth = 0
        var isInValues = false
        for index in tokens.indices {
            switch tokens[index] {
            case Self.open:
                if depth == 0 { isInValues = opensValues(index, behindValues: isInValues) }
                depth += 1
            case Self.close:
                depth -= 1
            case .placeholder:
                guard depth == 1 && isInValues ? isValue(index) : depth == 0 && isAssigned(index) else {
                    aloneCount = nil
                    return
                }
                aloneCount = aloneCount.map { $0 + 1 }
            default: break
            }
        }
    }

    private func token(_ index: Int) -> SQLWords.Token? { tokens.indices.contains(index) ? tokens[index] : nil }

    /// Whether the parentheses hold the values of a row: the first one, or one more.
    private func opensValues(_ index: Int, behindValues: Bool) -> Bool {
        switch token(index - 1) {
        case .word("VALUES"), .word("VALUE"): true
        case Self.comma: behindValues && token(index - 2) == Self.close
        default: false
        }
    }

    /// `(?`, or `, ?`, and nothing more.
    private func isValue(_ index: Int) -> Bool {
        (token(index - 1) == Self.open || token(index - 1) == Self.comma)
            && (token(index + 1) == Self.close || token(index + 1) == Self.comma)
    }

    /// `column = ?`, and nothing more: in SET, or in ON DUPLICATE KEY UPDATE.
    private func isAssigned(_ index: Int) -> Bool {
        guard token(index - 1) == Self.equals, isName(index - 2) else { return false }
        var start = index - 2
        while token(start - 1) == Self.point, isName(start - 2) { start -= 2 }
        switch token(start - 1) {
        case .word("SET"), .word("UPDATE"), Self.comma: break
        default: return false
        }
        switch token(index + 1) {
        case nil, Self.comma, .sign(UInt8(ascii: ";")), .word("ON"), .word("RETURNING"): return true
        default: return false
        }
    }

    private func isName(_ index: Int) -> Bool {
        switch token(index) {
        case .word, .quoted: true
        default: false
        }
    }
}
