/// An `INSERT … VALUES (…)` or `REPLACE … VALUES (…)` whose parentheses can be repeated: one statement for many rows, on servers
/// without bulk.
struct SQLRowTemplate {
    /// Up to the parentheses.
    let head: [UInt8]
    /// The parentheses and what is in them, in pieces: a placeholder stands between every two.
    let pieces: [[UInt8]]
    /// What follows: nothing, ON DUPLICATE KEY UPDATE, or RETURNING.
    let tail: [UInt8]

    var placeholderCount: Int { pieces.count - 1 }

    /// The most bytes that a row adds to the statement.
    var rowSize: Int { pieces.reduce(1 + placeholderCount * "DEFAULT".utf8.count) { $0 + $1.count } }

    /// Finds the parentheses. `nil` if the statement is none of these, or if it can be read in more than one way.
    init?(_ sql: String) {
        let text = Array(sql.utf8)
        // What a backslash or an executable comment means depends on the server: such a statement is left as it is.
        guard !text.contains(UInt8(ascii: "\\")), !text.contains(UInt8(ascii: "!")) else { return nil }
        let scan = SQLScanner(text, SQLDialect())
        guard scan.isPlausible, !scan.hasOtherColon, scan.placeholders.allSatisfy({ $0.name == nil }) else { return nil }
        let tokens = SQLWords(text, scan).tokens
        guard case .word(let verb)? = tokens.first?.token, verb == "INSERT" || verb == "REPLACE" else { return nil }
        let keywords = tokens.indices.filter { tokens[$0].token == .word("VALUES") || tokens[$0].token == .word("VALUE") }
        // In ON DUPLICATE KEY UPDATE, VALUES(column) may come again; a column may be called VALUE.
        guard let open = keywords.lazy.map({ $0 + 1 }).first(where: { $0 < tokens.count && tokens[$0].token == Self.open }),
            Self.depth(of: open, tokens) == 0, let close = Self.close(of: open, tokens)
        else { return nil }
        guard close + 1 == tokens.count || Self.mayFollow(tokens[close + 1].token) else { return nil }
        let group = tokens[open].range.lowerBound..<tokens[close].range.upperBound
        guard !scan.placeholders.isEmpty, scan.placeholders.allSatisfy({ group.contains($0.range.lowerBound) }) else {
            return nil
        }

        var start = group.lowerBound
        var pieces: [[UInt8]] = []
        for placeholder in scan.placeholders {
            pieces.append(Array(text[start..<placeholder.range.lowerBound]))
            start = placeholder.range.upperBound
        }
        pieces.append(Array(text[start..<group.upperBound]))
        self.pieces = pieces
        head = Array(text[..<group.lowerBound])
        tail = Array(text[group.upperBound...])
    }

    /// The statement for rows of which each gives its placeholders, and DEFAULT where it wants the column's default.
    ///
    /// - Parameter isDefault: For each placeholder of each row, row by row, whether DEFAULT stands there instead.
    func sql(rows: Int, isDefault: (Int) -> Bool) -> String {
        var text = head
        for row in 0..<rows {
            if row > 0 { text.append(UInt8(ascii: ",")) }
            text += pieces[0]
            for index in 0..<placeholderCount {
                if isDefault(row * placeholderCount + index) { text += "DEFAULT".utf8 } else { text.append(UInt8(ascii: "?")) }
                text += pieces[index + 1]
            }
        }
        return String(decoding: text + tail, as: UTF8.self)
    }

    private static let open = SQLWords.Token.sign(UInt8(ascii: "("))

    private static func depth(of index: Int, _ tokens: [(token: SQLWords.Token, range: Range<Int>)]) -> Int {
        tokens[..<index].reduce(0) { $0 + change($1.token) }
    }

    private static func close(of open: Int, _ tokens: [(token: SQLWords.Token, range: Range<Int>)]) -> Int? {
        var depth = 0
        for index in open..<tokens.count {
            depth += change(tokens[index].token)
            if depth == 0 { return index }
        }
        return nil
    }

    private static func change(_ token: SQLWords.Token) -> Int {
        switch token {
        case .sign(UInt8(ascii: "(")): 1
        case .sign(UInt8(ascii: ")")): -1
        default: 0
        }
    }

    private static func mayFollow(_ token: SQLWords.Token) -> Bool {
        token == .word("ON") || token == .word("RETURNING") || token == .word("AS")
    }
}
