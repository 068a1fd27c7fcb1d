/// What a call of a connection is to those who watch its work.
enum ObservedCall: Sendable {
    /// A statement of its own, if it has a text.
    case statement
    /// A closure that runs statements on the connection's thread.
    case perform
    /// Part of something else, such as the next rows of a statement. Nobody is told.
    case part
}

/// The name of what a statement does, from a small set: names of spans must not be as many as there are statements.
enum OperationName {
    static let perform = "PERFORM"
    static let transaction = "TRANSACTION"
    static let savepoint = "SAVEPOINT"

    /// No more of a statement is looked at than this, in bytes.
    private static let reach = 512

    private static let known: Set<String> = [
        "ALTER", "ANALYZE", "BEGIN", "CALL", "COMMIT", "CREATE", "DELETE", "DESC", "DESCRIBE", "DO", "DROP", "EXECUTE", "EXPLAIN",
        "FLUSH",
        "GRANT", "HANDLER", "INSERT", "KILL", "LOAD", "LOCK", "OPTIMIZE", "PREPARE", "RELEASE", "RENAME", "REPLACE", "REVOKE",
        "ROLLBACK",
        "SAVEPOINT", "SELECT", "SET", "SHOW", "SIGNAL", "START", "TABLE", "TRUNCATE", "UNLOCK", "UPDATE", "USE", "VALUES", "WITH",
        "XA",
    ]

    /// The first word of a statement in capitals, behind comments and parentheses, if it is one that begins statements.
    static func first(of sql: String) -> String? {
        let text = Array(sql.utf8.prefix(reach))
        return SQLWords(text, SQLScanner(text, SQLDialect())).firstWord.flatMap { known.contains($0) ? $0 : nil }
    }
}
