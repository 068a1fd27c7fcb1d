/// What the text of a statement means differently from server to server.
struct SQLDialect {
    /// A backslash in '…' takes away the next character's meaning: not with the SQL mode NO_BACKSLASH_ESCAPES.
    var escapesInSingleQuotes = true
    /// The same in "…": neither with NO_BACKSLASH_ESCAPES nor with ANSI_QUOTES, which makes identifiers of them.
    var escapesInDoubleQuotes = true
    /// Whether comments such as `/*!100100 … */` and `/*M! … */` are run: that depends on the server's version and kind.
    var runsVersionedComments = true

    /// Every way to read a statement.
    static let all = [true, false].flatMap { runs in
        [(true, true), (true, false), (false, false)].map { single, double in
            SQLDialect(escapesInSingleQuotes: single, escapesInDoubleQuotes: double, runsVersionedComments: runs)
        }
    }
}
