/// All results of one statement: at least one, and several for a procedure that selects more than once.
struct StatementResults: Sendable {
    let sets: [ResultSet]

    /// What the statement did as a whole: the last word of the server.
    var summary: MariaDBSummary {
        sets.last?.summary ?? MariaDBSummary(affectedRows: 0, lastInsertID: 0, warningCount: 0)
    }

    /// The rows of the first result that has any; none for a statement that gives no rows.
    var rows: [MariaDBRow] {
        sets.lazy.compactMap(\.batch).first?.rows ?? []
    }

    /// The only row.
    func onlyRow() throws(MariaDBError) -> MariaDBRow {
        let rows = rows
        guard let row = rows.first else {
            throw MariaDBError(code: .noRows, message: "the statement gave no row and exactly one was asked for")
        }
        guard rows.count == 1 else {
            throw MariaDBError(
                code: .tooManyRows,
                message: "the statement gave \(rows.count) rows and exactly one was asked for; use fetchFirst or LIMIT 1"
            )
        }
        return row
    }
}
