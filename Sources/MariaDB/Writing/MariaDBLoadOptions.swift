/// How ``MariaDBQuerying/loadData(into:columns:from:options:file:line:progress:)`` treats what it meets.
public struct MariaDBLoadOptions: Sendable, Hashable {
    /// What becomes of a row whose key is in the table already.
    public enum Duplicates: Sendable, Hashable {
        /// It is an error, and no row is in.
        case fail
        /// The row in the table stays.
        case skip
        /// The new row takes its place.
        case replace
    }

    /// What becomes of a row whose key is in the table already.
    public var duplicates: Duplicates

    /// Whether what the server would change is an error, and no row is in. LOAD DATA LOCAL else stores what comes nearest, whatever the
    /// SQL mode: 0 for a word in a column of numbers, a text cut off at the column's length.
    public var refusesChangedValues: Bool

    /// Whether the rows are in a transaction of their own, or behind a savepoint if one is open: all rows or none. Without it a
    /// producer that fails takes the connection with it, since nothing else keeps the server from taking the rows so far for all.
    public var transaction: Bool

    /// All rows as they are, or none, unless told otherwise.
    public init(duplicates: Duplicates = .fail, refusesChangedValues: Bool = true, transaction: Bool = true) {
        self.duplicates = duplicates
        self.refusesChangedValues = refusesChangedValues
        self.transaction = transaction
    }
}
