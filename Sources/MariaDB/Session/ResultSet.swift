/// One result of a statement: its rows, if it gives any, and what it did.
struct ResultSet: Sendable {
    /// `nil` for a statement that gives no rows.
    var batch: RowBatch?
    var summary: MariaDBSummary
}
