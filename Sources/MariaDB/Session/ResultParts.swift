/// Some of the rows of a result, in the order of the rows.
struct ResultPart: Sendable {
    /// The rows; `nil` if the statement gives none. Of their batches only: they count from the first row of the whole result.
    let rows: ResultRows?
    let isLast: Bool
}

/// A result that is read in parts, between two of them.
struct ResultParts {
    var rows: RowCollector
    /// What was executed, if it was a prepared statement.
    var execution: Execution?

    struct Execution {
        let sql: String
        let slot: StatementSlot
        let isNew: Bool
    }
}
