import MariaDB

/// Prints the results of one statement, one after another.
struct ResultPrinter {
    let format: OutputFormat
    let output: BufferedOutput

    /// Prints everything that the cursor has to give.
    ///
    /// - Returns: What a statement did that gave no rows at all, or `nil`.
    func print(_ cursor: MariaDBCursor) async throws -> StatementSummary? {
        var isFirst = true
        var hasNext = true
        while hasNext {
            if let columns = cursor.description {
                if !isFirst { try output.write(format.separator) }
                isFirst = false
                let result = ResultTable(columns: columns, rows: try await cursor.fetchAll())
                try format.formatter.format(result) { try output.write($0) }
                try output.flush()
            }
            hasNext = try await cursor.nextSet()
        }
        guard isFirst else { return nil }
        try output.write(format.nothing)
        try output.flush()
        return StatementSummary(
            affectedRows: cursor.rowCount,
            lastInsertID: cursor.lastInsertID,
            warningCount: cursor.warningCount
        )
    }
}
