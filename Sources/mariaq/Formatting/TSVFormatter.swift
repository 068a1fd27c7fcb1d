/// Tab-separated values, the names first, as LOAD DATA reads them and `mariadb --batch` escapes them: `\t`, `\n`, `\0`, `\\`.
/// NULL is `\N`.
struct TSVFormatter: ResultFormatter {
    func format(_ result: ResultTable, _ write: (String) throws -> Void) throws {
        try write(line(result.columns.map { escaped($0.name) }))
        for index in 0..<result.rowCount {
            try write(line(try result.row(index).map(field)))
        }
    }

    private func line(_ fields: [String]) -> String {
        fields.joined(separator: "\t") + "\n"
    }

    private func field(_ value: OutputValue) -> String {
        switch value {
        case .null: "\\N"
        case .number(let digits), .decimal(let digits): digits
        case .text(let text): escaped(text)
        case .bytes(let bytes): OutputValue.hex(bytes)
        }
    }

    private func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\0": result += "\\0"
            case "\\": result += "\\\\"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
