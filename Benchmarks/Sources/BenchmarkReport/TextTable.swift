/// Cells in columns: the first to the left, all others to the right.
public struct TextTable: Sendable {
    /// What stands above the columns.
    public var header: [String]
    /// As many cells as the header has.
    public var rows: [[String]]

    /// A table to be shown.
    public init(header: [String], rows: [[String]]) {
        self.header = header
        self.rows = rows
    }

    /// For terminals, indented by so many blanks.
    public func plain(indent: Int = 0) -> String {
        let widths = widths
        return ([header] + rows).map { row in
            let line = String(repeating: " ", count: indent) + padded(row, widths).joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    /// For the manual and the README.
    public var markdown: String {
        let rule = header.indices.map { $0 == 0 ? "---" : "---:" }
        return ([header, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    private var widths: [Int] { header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 } }

    private func padded(_ row: [String], _ widths: [Int]) -> [String] {
        zip(row, widths).enumerated().map { column, cell in
            let blanks = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
            return column == 0 ? cell.0 + blanks : blanks + cell.0
        }
    }
}
