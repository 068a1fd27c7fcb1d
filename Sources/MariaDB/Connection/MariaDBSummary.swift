/// What a statement did, beside its rows.
public struct MariaDBSummary: Sendable, Hashable {
    /// Rows inserted, updated or deleted; for a statement that gives rows, their number. An UPDATE counts the rows that changed,
    /// not those that matched, unless ``MariaDBConfiguration/countsFoundRows`` is set.
    public var affectedRows: UInt64

    /// The first AUTO_INCREMENT number the statement made, or 0.
    public var lastInsertID: UInt64

    /// How many warnings `SHOW WARNINGS` would now show.
    public var warningCount: Int
}
