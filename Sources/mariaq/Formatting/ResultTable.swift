import MariaDB

/// A result as the formats see it. Rows are read one at a time, since a result may be large.
struct ResultTable {
    struct Column: Hashable {
        var name: String
        /// Numbers are set at the right of their column.
        var isNumeric: Bool
    }

    let columns: [Column]
    let rowCount: Int
    private let readRow: (Int) throws -> [OutputValue]

    init(columns: [Column], rows: [[OutputValue]]) {
        self.columns = columns
        rowCount = rows.count
        readRow = { rows[$0] }
    }

    init(columns: [MariaDBColumn], rows: [MariaDBRow]) {
        self.columns = columns.map {
            Column(name: $0.name, isNumeric: [.number, .decimal].contains($0.outputKind))
        }
        rowCount = rows.count
        readRow = { try rows[$0].cells().map(OutputValue.init) }
    }

    /// The values of a row, from left to right.
    func row(_ index: Int) throws -> [OutputValue] {
        try readRow(index)
    }
}
