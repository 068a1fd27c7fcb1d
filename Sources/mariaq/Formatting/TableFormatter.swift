/// Columns between rules, numbers at the right. Nothing is cut off.
///
/// Drawn in ASCII: the width of box-drawing characters differs from terminal to terminal.
struct TableFormatter: ResultFormatter {
    func format(_ result: ResultTable, _ write: (String) throws -> Void) throws {
        let names = result.columns.map { VisibleText.line($0.name) }
        var widths = names.map(DisplayWidth.of)
        for index in 0..<result.rowCount {
            for (column, value) in try result.row(index).enumerated() {
                widths[column] = max(widths[column], DisplayWidth.of(VisibleText.cell(value)))
            }
        }
        let rule = "+" + widths.map { String(repeating: "-", count: $0 + 2) + "+" }.joined() + "\n"
        try write(rule)
        try write(line(names, result.columns, widths))
        try write(rule)
        for index in 0..<result.rowCount {
            try write(line(try result.row(index).map(VisibleText.cell), result.columns, widths))
        }
        if result.rowCount > 0 { try write(rule) }
    }

    private func line(_ cells: [String], _ columns: [ResultTable.Column], _ widths: [Int]) -> String {
        var line = "|"
        for ((cell, column), width) in zip(zip(cells, columns), widths) {
            let padding = String(repeating: " ", count: width - DisplayWidth.of(cell))
            line += column.isNumeric ? " \(padding)\(cell) |" : " \(cell)\(padding) |"
        }
        return line + "\n"
    }
}
