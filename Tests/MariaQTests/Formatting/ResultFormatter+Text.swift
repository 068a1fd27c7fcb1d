@testable import mariaq

extension ResultFormatter {
    /// All that the formatter writes.
    func text(_ columns: [String], numeric: Set<String> = [], _ rows: [[OutputValue]]) throws -> String {
        let columns = columns.map { ResultTable.Column(name: $0, isNumeric: numeric.contains($0)) }
        var text = ""
        try format(ResultTable(columns: columns, rows: rows)) { text += $0 }
        return text
    }
}
