/// Whether a statement may leave something in its session that the server's session tracking does not report.
///
/// Measured with MariaDB 10.11 and `session_track_state_change`: tracked are SET of variables, also by a function that a SELECT
/// calls, USE, temporary tables, SET ROLE, PREPARE. Not tracked are `SELECT @a := 1`, `SELECT … INTO @a`, SET TRANSACTION,
/// GET_LOCK, LOCK TABLES, HANDLER and FLUSH … WITH READ LOCK. So a statement is trusted to the tracking only if it begins with a
/// word that is known to be harmless and holds nothing of these. In doubt it is not: that costs a reset, never a surprise.
///
/// What a function or trigger of the database does in one of these ways remains unseen.
enum UntrackedChange {
    static func isPossible(in sql: String) -> Bool {
        let text = sql.utf8.span
        return !beginsHarmlessly(text) || holdsTraces(text)
    }

    private static let harmlessWords: Set<String> = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN", "DESCRIBE", "DESC",
        "ANALYZE", "START", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "CREATE", "ALTER", "DROP", "TRUNCATE",
        "RENAME", "DO",
        "OPTIMIZE", "CHECK", "KILL", "LOAD",
    ]
    private static let longestWord = 9

    private static func beginsHarmlessly(_ text: Span<UInt8>) -> Bool {
        var word = ""
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): word.unicodeScalars.append(Unicode.Scalar(byte - 32))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.unicodeScalars.append(Unicode.Scalar(byte))
            // White space and brackets may come before the word, and end it.
            case UInt8(ascii: " "), UInt8(ascii: "("), 9...13:
                if !word.isEmpty { return harmlessWords.contains(word) }
            default: return harmlessWords.contains(word)
            }
            if word.utf8.count > longestWord { return false }
        }
        return harmlessWords.contains(word)
    }

    /// A user variable, a second statement, or a named lock. What stands in a string or a comment counts too.
    private static func holdsTraces(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            let isTrace =
                switch text[index] {
                case UInt8(ascii: "@"): isUserVariable(text, index)
                case UInt8(ascii: ";"): !isEnd(text, index)
                case UInt8(ascii: "_"): isNamedLock(text, index)
                default: false
                }
            if isTrace { return true }
        }
        return false
    }

    /// Whether an `@` is single; `@@name` reads a system variable.
    private static func isUserVariable(_ text: Span<UInt8>, _ index: Int) -> Bool {
        let isFirst = index + 1 < text.count && text[index + 1] == UInt8(ascii: "@")
        let isSecond = index > 0 && text[index - 1] == UInt8(ascii: "@")
        return !isFirst && !isSecond
    }

    /// Whether nothing but white space follows.
    private static func isEnd(_ text: Span<UInt8>, _ index: Int) -> Bool {
        (index + 1..<text.count).allSatisfy { text[$0] <= UInt8(ascii: " ") }
    }

    /// Whether an underscore is that of `GET_LOCK`, in capitals or not.
    private static func isNamedLock(_ text: Span<UInt8>, _ underscore: Int) -> Bool {
        guard underscore >= 3, underscore + 4 < text.count else { return false }
        return text[underscore + 1] | 0x20 == UInt8(ascii: "l") && text[underscore + 2] | 0x20 == UInt8(ascii: "o")
            && text[underscore + 3] | 0x20 == UInt8(ascii: "c") && text[underscore + 4] | 0x20 == UInt8(ascii: "k")
            && text[underscore - 3] | 0x20 == UInt8(ascii: "g") && text[underscore - 2] | 0x20 == UInt8(ascii: "e")
            && text[underscore - 1] | 0x20 == UInt8(ascii: "t")
    }
}
