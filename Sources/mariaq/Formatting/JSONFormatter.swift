/// JSON: an array with an object for each row, a row a line, or with `isLines` the objects alone.
///
/// Integers and floating-point numbers are numbers, with all their digits. DECIMAL is a string, since most readers would round
/// it. Bytes are a string of the form `0x4D61`, dates and times are strings.
struct JSONFormatter: ResultFormatter {
    var isLines = false

    func format(_ result: ResultTable, _ write: (String) throws -> Void) throws {
        let keys = UniqueNames.make(result.columns.map(\.name)).map { JSONText.quoted($0) + ":" }
        if !isLines { try write("[") }
        for index in 0..<result.rowCount {
            if index > 0, !isLines { try write(",\n") }
            let members = zip(keys, try result.row(index)).map { $0 + json($1) }
            try write("{\(members.joined(separator: ","))}\(isLines ? "\n" : "")")
        }
        if !isLines { try write("]\n") }
    }

    private func json(_ value: OutputValue) -> String {
        switch value {
        case .null: "null"
        case .number(let digits): JSONText.number(digits)
        case .decimal(let digits): JSONText.quoted(digits)
        case .text(let text): JSONText.quoted(text)
        case .bytes(let bytes): JSONText.quoted(OutputValue.hex(bytes))
        }
    }
}
