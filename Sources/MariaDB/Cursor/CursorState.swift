/// Where a cursor stands, as a value: what has been executed, which of its results is looked at, which row comes next.
struct CursorState {
    private enum Phase {
        case fresh
        case executed(StatementResults, set: Int)
        case closed
    }

    private var phase = Phase.fresh
    /// How many rows of the result have been fetched.
    private var position = 0
    var arraySize = 1

    mutating func executed(_ results: StatementResults) throws(MariaDBError) {
        try checkOpen()
        phase = .executed(results, set: 0)
        position = 0
    }

    mutating func close() {
        phase = .closed
    }

    func checkOpen() throws(MariaDBError) {
        if case .closed = phase {
            throw MariaDBError(code: .cursorClosed, message: "the cursor is closed; make a new one")
        }
    }

    /// Takes up to `count` rows.
    mutating func fetch(_ count: Int) throws(MariaDBError) -> [MariaDBRow] {
        let rows = try fetchable()
        let end = position + min(max(0, count), rows.count - position)
        defer { position = end }
        return rows[position..<end]
    }

    /// Moves to a row of the result, or behind the last one.
    ///
    /// - Parameter target: Given where the cursor stands, counted from 0.
    mutating func scroll(to target: (Int) -> Int?) throws(MariaDBError) {
        let rows = try fetchable()
        guard let row = target(position), (0...rows.count).contains(row) else {
            throw MariaDBError(
                code: .outOfRange,
                message: "the cursor can not be moved there: the result has \(rows.count) rows and it stands at \(position)"
            )
        }
        position = row
    }

    /// Goes on to the next result. Returns whether there is one.
    mutating func nextSet() throws(MariaDBError) -> Bool {
        try checkOpen()
        guard case .executed(let results, let set) = phase else { throw Self.nothingExecuted }
        guard set + 1 < results.count else { return false }
        phase = .executed(results, set: set + 1)
        position = 0
        return true
    }

    /// The result that is looked at.
    var current: ResultSet? {
        guard case .executed(let results, let set) = phase else { return nil }
        return results[set]
    }

    /// The number of the row that comes next, counted from 0.
    var rowNumber: Int? {
        current?.rows == nil ? nil : position
    }

    private func fetchable() throws(MariaDBError) -> ResultRows {
        try checkOpen()
        guard let current else { throw Self.nothingExecuted }
        guard let rows = current.rows else {
            throw MariaDBError(code: .noResultSet, message: "the statement gives no rows, so there is nothing to fetch")
        }
        return rows
    }

    private static let nothingExecuted = MariaDBError(
        code: .noResultSet, message: "nothing has been executed with this cursor; call execute first"
    )
}
