/// Comma-separated values (RFC 4180), the names first. NULL is empty, the empty text is `""`.
struct CSVFormatter: ResultFormatter {
    func format(_ result: ResultTable, _ write: (String) throws -> Void) throws {
        try write(names(result.columns))
        for index in 0..<result.rowCount {
            try write(line(try result.row(index)))
        }
    }

    /// The first line.
    func names(_ columns: [ResultTable.Column]) -> String {
        record(columns.map { text($0.name) })
    }

    /// The line of a row.
    func line(_ values: [OutputValue]) -> String {
        record(values.map(field))
    }

    private func record(_ fields: [String]) -> String {
        fields.joined(separator: ",") + "\r\n"
    }

    private func field(_ value: OutputValue) -> String {
        switch value {
        case .null: ""
        case .number(let digits), .decimal(let digits): digits
        case .text(let text): self.text(text)
        case .bytes(let bytes): OutputValue.hex(bytes)
        }
    }

    private func text(_ text: String) -> String {
        // By bytes: to Swift, a carriage return and the line feed behind it are one character.
        let mustQuote = text.isEmpty || text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return mustQuote ? "\"" + text.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) } + "\"" : text
    }
}
