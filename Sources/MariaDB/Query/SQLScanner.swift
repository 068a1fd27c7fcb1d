/// Finds the placeholders of a statement: reads the text as the server's lexer does (`sql/sql_lex.cc`, `lex_one_token`), so that
/// what stands in strings, quoted names and comments is left alone.
struct SQLScanner {
    /// A `?` or a `:name` outside of strings, quoted names and comments.
    struct Placeholder: Equatable {
        let range: Range<Int>
        /// Without the colon; `nil` for a `?`.
        let name: String?
    }

    private let sql: [UInt8]
    private let dialect: SQLDialect
    private var position = 0
    /// Whether the text is inside a comment that is run.
    private var isInExecutableComment = false
    private(set) var placeholders: [Placeholder] = []
    /// The strings, quoted names and comments, from left to right.
    private(set) var quoted: [Range<Int>] = []
    /// A colon that is neither part of `:=` nor begins a name. With the SQL mode ORACLE, a placeholder may begin there.
    private(set) var hasOtherColon = false
    /// Whether every string, quoted name and comment has an end, and no backslash stands outside of them but in `\N`, which is
    /// NULL. If not, the server refuses the statement.
    private(set) var isPlausible = true

    /// Scans a statement.
    init(_ sql: [UInt8], _ dialect: SQLDialect) {
        self.sql = sql
        self.dialect = dialect
        while position < sql.count { scan() }
        if isInExecutableComment { isPlausible = false }
    }

    private func byte(_ offset: Int = 0) -> UInt8 {
        position + offset < sql.count ? sql[position + offset] : 0
    }

    private mutating func scan() {
        let character = byte()
        let start = position
        switch character {
        case UInt8(ascii: "'"): skipQuoted(character, escapes: dialect.escapesInSingleQuotes)
        case UInt8(ascii: "\""): skipQuoted(character, escapes: dialect.escapesInDoubleQuotes)
        case UInt8(ascii: "`"): skipQuoted(character, escapes: false)
        case UInt8(ascii: "#"): skipLine()
        // Two hyphens alone are two signs, as in 1--1.
        case UInt8(ascii: "-") where byte(1) == character && (byte(2) <= 0x20 || byte(2) == 0x7F): skipLine()
        case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): beginComment()
        case UInt8(ascii: "*") where isInExecutableComment && byte(1) == UInt8(ascii: "/"):
            isInExecutableComment = false
            position += 2
        case UInt8(ascii: "?"):
            placeholders.append(Placeholder(range: position..<position + 1, name: nil))
            position += 1
        case UInt8(ascii: ":"): scanColon()
        case UInt8(ascii: "\\"):
            if byte(1) != UInt8(ascii: "N") { isPlausible = false }
            position += 1
        default:
            position += 1
            return
        }
        if character != UInt8(ascii: "?"), character != UInt8(ascii: ":"), character != UInt8(ascii: "\\") {
            quoted.append(start..<min(position, sql.count))
        }
    }

    /// Skips a string or a quoted name. The quote is written twice to stand for itself.
    private mutating func skipQuoted(_ quote: UInt8, escapes: Bool) {
        position += 1
        while position < sql.count {
            let character = byte()
            if escapes, character == UInt8(ascii: "\\") {
                position += 2
            } else if character != quote {
                position += 1
            } else if byte(1) == quote {
                position += 2
            } else {
                position += 1
                return
            }
        }
        isPlausible = false
    }

    private mutating func skipLine() {
        while position < sql.count, byte() != UInt8(ascii: "\n") { position += 1 }
    }

    private mutating func beginComment() {
        let isMariaDBs = byte(2) == UInt8(ascii: "M") && byte(3) == UInt8(ascii: "!")
        guard isMariaDBs || byte(2) == UInt8(ascii: "!") else {
            position += 2
            skipComment(nesting: 0)
            return
        }
        position += isMariaDBs ? 4 : 3
        let digits = sql[position...].prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
        if isMariaDBs || digits > 0, !dialect.runsVersionedComments {
            skipComment(nesting: 1)
        } else {
            isInExecutableComment = true
        }
    }

    /// Skips the rest of a comment. In one that another server would run, comments may stand.
    private mutating func skipComment(nesting: Int) {
        while position < sql.count {
            if byte() == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
                position += 2
                return
            }
            if nesting > 0, byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                position += 2
                skipComment(nesting: nesting - 1)
            } else {
                position += 1
            }
        }
        isPlausible = false
    }

    private mutating func scanColon() {
        let start = position
        let before = start > 0 ? sql[start - 1] : 0
        position += 1
        if byte() == UInt8(ascii: "=") {
            position += 1
            return
        }
        // The colon of a label stands right behind its name, and that of a::b behind another.
        guard Self.beginsName(byte()), !Self.continuesName(before), before != UInt8(ascii: ":") else {
            hasOtherColon = true
            return
        }
        while Self.continuesName(byte()) { position += 1 }
        let name = String(decoding: sql[(start + 1)..<position], as: UTF8.self)
        placeholders.append(Placeholder(range: start..<position, name: name))
    }

    private static func beginsName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }

    private static func continuesName(_ byte: UInt8) -> Bool {
        beginsName(byte) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "$")
    }
}
