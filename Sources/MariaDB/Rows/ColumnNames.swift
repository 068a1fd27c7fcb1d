/// The columns of a result by names that are all different.
///
/// The first of several columns with one name keeps it. Every further one is called `table.column`, and if that is taken too
/// or if it belongs to no table, `column_2`, `column_3` and so on: the first name that is free.
struct ColumnNames {
    /// A name for each column, from left to right.
    let names: [String]
    private let positions: [String: Int]

    init(_ columns: [MariaDBColumn]) {
        var positions: [String: Int] = [:]
        positions.reserveCapacity(columns.count)
        // Plain names first, so that none of them is given away.
        for (position, column) in columns.enumerated() where positions[column.name] == nil {
            positions[column.name] = position
        }
        var names: [String] = []
        names.reserveCapacity(columns.count)
        for (position, column) in columns.enumerated() {
            if positions[column.name] == position {
                names.append(column.name)
            } else {
                let name = Self.freeName(column, positions)
                positions[name] = position
                names.append(name)
            }
        }
        self.names = names
        self.positions = positions
    }

    /// Where the column of a name stands.
    subscript(name: String) -> Int? { positions[name] }

    private static func freeName(_ column: MariaDBColumn, _ taken: [String: Int]) -> String {
        let qualified = "\(column.table).\(column.name)"
        if !column.table.isEmpty, taken[qualified] == nil { return qualified }
        var number = 2
        while taken["\(column.name)_\(number)"] != nil { number += 1 }
        return "\(column.name)_\(number)"
    }
}

extension RowBatch {
    /// The names of the columns, for messages.
    var columnList: String {
        columns.isEmpty ? "no columns" : columns.map { "'\($0.name)'" }.joined(separator: ", ")
    }
}
