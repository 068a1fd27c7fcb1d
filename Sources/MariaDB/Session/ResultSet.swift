/// One result of a statement: its rows, if it gives any, and what it did.
struct ResultSet: Sendable {
    /// `nil` for a statement that gives no rows.
    var rows: ResultRows?
    var summary: MariaDBSummary
    /// The one row holds what a procedure gave its OUT and INOUT parameters.
    var isOutParameters = false
}
