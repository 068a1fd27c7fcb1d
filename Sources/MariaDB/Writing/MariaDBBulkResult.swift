/// What ``MariaDBQuerying/executeMany(_:_:transaction:file:line:)`` did.
public struct MariaDBBulkResult: Sendable {
    /// How rows travel to the server.
    public enum Way: Sendable, Hashable {
        /// Many rows in one packet (COM_STMT_BULK_EXECUTE): MariaDB's own way, and the fastest.
        case bulk
        /// One `INSERT … VALUES (…), (…), …` for many rows: for servers without bulk, and for placeholders inside expressions, such as
        /// `VALUES (?, IF(? > 5, 'a', 'b'))`.
        case multipleValues
        /// One execution for each row, sent without waiting for the answer to the one before: for servers without bulk, and for what
        /// can not go in bulk, such as `INSERT … SELECT` and a DELETE from several tables.
        case pipelined
        /// One execution for each row, one after another: for statements that are neither INSERT, REPLACE, UPDATE nor DELETE.
        case oneByOne
    }

    /// Which way the rows went.
    public internal(set) var way: Way

    /// How many rows were given.
    public internal(set) var rowCount = 0

    /// Rows inserted, updated or deleted, in total, as the server counts them: with ON DUPLICATE KEY UPDATE a row that was updated
    /// counts twice.
    public internal(set) var affectedRows: UInt64 = 0

    /// The first AUTO_INCREMENT number that was made, or 0.
    public internal(set) var lastInsertID: UInt64 = 0

    /// How many warnings there were, in total. `SHOW WARNINGS` shows those of the last packet only.
    public internal(set) var warningCount = 0

    /// In how many packets or statements the rows were sent.
    public internal(set) var statementCount = 0

    /// The rows of RETURNING, in the order of the rows that were given.
    public internal(set) var rows: [MariaDBRow] = []

    /// Adds what the server said to the rows of a chunk.
    mutating func add(_ answer: ManyAnswer) {
        way = answer.way
        statementCount += answer.results.count
        for results in answer.results { add(results) }
    }

    private mutating func add(_ results: StatementResults) {
        for index in 0..<results.count {
            let result = results[index]
            if result.rows == nil || results.count == 1 { affectedRows &+= result.summary.affectedRows }
            if lastInsertID == 0 { lastInsertID = result.summary.lastInsertID }
            warningCount += result.summary.warningCount
            if let new = result.rows { rows += new[0..<new.count] }
        }
    }
}
