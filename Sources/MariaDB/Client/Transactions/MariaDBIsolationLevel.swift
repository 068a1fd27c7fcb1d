/// How much a transaction sees of others that run at the same time (MariaDB manual, "SET TRANSACTION").
public struct MariaDBIsolationLevel: Sendable, Hashable {
    let sql: String

    /// Sees what others have not committed yet.
    public static let readUncommitted = MariaDBIsolationLevel(sql: "READ UNCOMMITTED")
    /// Each statement sees what was committed before it began.
    public static let readCommitted = MariaDBIsolationLevel(sql: "READ COMMITTED")
    /// All statements see what was committed before the first of them: the server's default.
    public static let repeatableRead = MariaDBIsolationLevel(sql: "REPEATABLE READ")
    /// As if one transaction ran after another: what is read is locked too.
    public static let serializable = MariaDBIsolationLevel(sql: "SERIALIZABLE")
}
