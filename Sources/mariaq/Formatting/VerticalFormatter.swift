/// One line for each column of each row, for rows that are wide.
struct VerticalFormatter: ResultFormatter {
    func format(_ result: ResultTable, _ write: (String) throws -> Void) throws {
        let names = result.columns.map { VisibleText.line($0.name) }
        let width = names.map(DisplayWidth.of).max() ?? 0
        let stars = String(repeating: "*", count: 27)
        for index in 0..<result.rowCount {
            try write("\(stars) \(index + 1). row \(stars)\n")
            for (name, value) in zip(names, try result.row(index)) {
                let padding = String(repeating: " ", count: width - DisplayWidth.of(name))
                try write("\(padding)\(name): \(VisibleText.cell(value))\n")
            }
        }
    }
}
