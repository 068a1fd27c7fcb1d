/// The words and signs of a statement that stand outside of strings, quoted names and comments, as a scanner found them.
struct SQLWords {
    enum Token: Equatable {
        /// A word, in capitals, or a number.
        case word(String)
        /// `?`
        case placeholder
        /// A string or a quoted name.
        case quoted
        case sign(UInt8)
    }

    /// The tokens from left to right, each with where it stands.
    private(set) var tokens: [(token: Token, range: Range<Int>)] = []

    init(_ sql: [UInt8], _ scan: SQLScanner) {
        var position = 0
        var quoted = scan.quoted[...]
        while position < sql.count {
            if let next = quoted.first, next.lowerBound <= position {
                let isName = [UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`")].contains(sql[next.lowerBound])
                if isName { tokens.append((.quoted, next)) }
                position = max(position + 1, next.upperBound)
                quoted.removeFirst()
                continue
            }
            let end = quoted.first?.lowerBound ?? sql.count
            let start = position
            while position < end, Self.isWord(sql[position]) { position += 1 }
            if position > start {
                let word = String(decoding: sql[start..<position], as: UTF8.self).uppercased()
                tokens.append((.word(word), start..<position))
                continue
            }
            position += 1
            let byte = sql[start]
            if byte <= 0x20 || byte == 0x7F { continue }
            tokens.append((byte == UInt8(ascii: "?") ? .placeholder : .sign(byte), start..<position))
        }
    }

    /// The first word, behind parentheses that may open the statement.
    var firstWord: String? {
        for (token, _) in tokens {
            switch token {
            case .word(let word): return word
            case .sign(UInt8(ascii: "(")): continue
            default: return nil
            }
        }
        return nil
    }

    /// Whether something follows a semicolon: another statement.
    var hasSecondStatement: Bool {
        guard let semicolon = tokens.firstIndex(where: { $0.token == .sign(UInt8(ascii: ";")) }) else { return false }
        return tokens[semicolon...].contains { $0.token != .sign(UInt8(ascii: ";")) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "@"), 0x80...:
            true
        default: false
        }
    }
}
