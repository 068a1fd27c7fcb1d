/// Text for people: nothing in it can move the cursor, break a line or control the terminal.
enum VisibleText {
    /// A cell of a table. Each value looks different from every other:
    ///
    /// - NULL is `NULL`, bytes are `0x4D61`, numbers and most texts are as they are;
    /// - a text that would look like one of those, or like this one, stands in single quotes: one that reads `NULL`, that begins
    ///   with `0x` or `'`, or that has something to escape. Within the quotes, and only there, `\` begins an escape.
    static func cell(_ value: OutputValue) -> String {
        switch value {
        case .null: "NULL"
        case .number(let digits), .decimal(let digits): digits
        case .bytes(let bytes): OutputValue.hex(bytes)
        case .text(let text): needsQuotes(text) ? quoted(text) : text
        }
    }

    /// A name or a message: as it is, with what could do harm escaped.
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isDangerous) else { return text }
        return text.unicodeScalars.reduce(into: "") { $0 += isDangerous($1) ? escape($1) : String($1) }
    }

    private static func needsQuotes(_ text: String) -> Bool {
        text == "NULL" || text.hasPrefix("0x") || text.hasPrefix("'") || text.unicodeScalars.contains(where: isDangerous)
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
            let mustEscape = scalar == "'" || scalar == "\\" || isDangerous(scalar)
            result += mustEscape ? escape(scalar) : String(scalar)
        }
        return "'\(escaped)'"
    }

    private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F, 0xA0..<0x300: return false
        case 0..<0xA0: return true
        default: break
        }
        switch scalar.properties.generalCategory {
        // Marks that turn the direction of the text could swap the columns of a table.
        case .format: return scalar.properties.isBidiControl
        case .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        case "\0": "\\0"
        case "'", "\\": "\\\(scalar)"
        default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
    }
}
