/// All results of one statement: at least one, and several for a procedure that selects more than once.
///
/// The first one stands alone because it nearly always is: then there is no array to allocate.
struct StatementResults: Sendable {
    private let first: ResultSet
    private var more: [ResultSet] = []
    private var rowBytes: Int
    /// About how many bytes all of them take in memory. What a result takes beside its rows counts only where there are very many.
    var size: Int { rowBytes + max(0, more.count - 100) << 10 }

    init(_ first: ResultSet) {
        self.first = first
        rowBytes = first.rows?.size ?? 0
    }

    mutating func append(_ result: ResultSet) {
        more.append(result)
        rowBytes += result.rows?.size ?? 0
    }

    var count: Int { 1 + more.count }

    /// - Parameter index: From 0 to ``count`` - 1.
    subscript(index: Int) -> ResultSet {
        index == 0 ? first : more[index - 1]
    }

    /// What the statement did as a whole: the last word of the server.
    var summary: MariaDBSummary {
        (more.last ?? first).summary
    }

    /// The first result that has rows; `nil` for a statement that gives none.
    var resultRows: ResultRows? {
        first.rows ?? more.lazy.compactMap(\.rows).first
    }

    /// The columns of the first result that has rows to give.
    var columns: [MariaDBColumn] {
        resultRows?.columns ?? []
    }

    /// The rows of the first result that has any.
    var rows: [MariaDBRow] {
        resultRows.map { $0[0..<$0.count] } ?? []
    }

    /// The first row.
    var firstRow: MariaDBRow? {
        guard let rows = resultRows, rows.count > 0 else { return nil }
        return rows[0]
    }

    /// The only row.
    func onlyRow() throws(MariaDBError) -> MariaDBRow {
        // Nearly always; what is copied to find that out costs more.
        if let row = first.rows?.onlyRow { return row }
        guard let rows = resultRows, rows.count > 0 else {
            throw MariaDBError(code: .noRows, message: "the statement gave no row and exactly one was asked for")
        }
        guard rows.count == 1 else {
            throw MariaDBError(
                code: .tooManyRows,
                message: "the statement gave \(rows.count) rows and exactly one was asked for; use fetchFirst or LIMIT 1"
            )
        }
        return rows[0]
    }
}
