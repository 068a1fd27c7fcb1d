import MariaDB

/// Rows by INSERT in the place of LOAD DATA, which says of the first few that it would change and of no others: here each row that
/// the server refuses is told of with its line, and left out.
struct SkippingImport {
    private struct Row {
        let line: Int
        let values: [MariaDBValue]
    }

    let table: String
    let columns: [MariaDBColumn]
    let duplicates: MariaDBLoadOptions.Duplicates
    let source: CSVSource

    /// So many are tried together. If one of them is refused, each half is tried again.
    private static let together = 1_000

    /// Inserts the rows, in one transaction.
    ///
    /// - Parameter progress: Gets how many rows were read and are in.
    /// - Returns: How many rows are in.
    func run(on connection: MariaDBConnection, progress: (Int) -> Void) async throws -> Int {
        // LOAD DATA as it is used here takes no value that the server would change; so let INSERT refuse them.
        try await connection.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')")
        return try await connection.withTransaction { transaction in
            var count = 0
            while true {
                var rows: [Row] = []
                while rows.count < Self.together, let values = try await source.nextRow() {
                    rows.append(Row(line: source.lastLine, values: values))
                }
                guard !rows.isEmpty else { return count }
                count += try await insert(rows[...], transaction)
                progress(count)
            }
        }
    }

    private func insert(_ rows: ArraySlice<Row>, _ transaction: MariaDBTransaction) async throws -> Int {
        do {
            try await transaction.executeMany(statement, rows.map(\.values))
            return rows.count
        } catch let error as MariaDBError where Self.isOfRow(error) {
            guard rows.count > 1 else {
                if let row = rows.first { source.leaveOut(BadLine(line: row.line, reason: error.message)) }
                return 0
            }
            let middle = rows.startIndex + rows.count / 2
            return try await insert(rows[..<middle], transaction) + insert(rows[middle...], transaction)
        }
    }

    private var statement: MariaDBQuery {
        let names = columns.map { "\(identifier: $0.name)" as MariaDBQuery }.joined()
        // The text of a number would be stored as the bits of its digits.
        let values = columns.map { $0.type == .bit ? "CAST(? AS UNSIGNED)" : "?" }.joined(separator: ", ")
        let rest: MariaDBQuery = "INTO \(identifier: table) (\(names)) VALUES (\(unsafeSQL: values))"
        switch duplicates {
        case .fail: return "INSERT \(rest)"
        case .replace: return "REPLACE \(rest)"
        case .skip:
            // Not IGNORE, which would take values that do not fit as well.
            guard let first = columns.first?.name else { return "INSERT \(rest)" }
            return "INSERT \(rest) ON DUPLICATE KEY UPDATE \(identifier: first) = \(identifier: first)"
        }
    }

    /// Whether the server refused values, and nothing worse: by the classes of SQLSTATE for data and for constraints, and the numbers
    /// that have none (a value cut off, one of the wrong kind, none where there is no default, MySQL's CHECK).
    private static func isOfRow(_ error: MariaDBError) -> Bool {
        guard error.code == .server, let number = error.number else { return false }
        let state = error.sqlState ?? ""
        return state.hasPrefix("22") || state.hasPrefix("23") || [1265, 1366, 1364, 3819].contains(number)
    }
}
