/// JSON: an array with an object for each row, a row a line, or with `isLines` the objects alone.
///
/// Integers and floating-point numbers are numbers, with all their digits. DECIMAL is a string, since most readers would round
/// it. Bytes are a string of the form `0x4D61`, dates and times are strings.
struct JSONFormatter: ResultFormatter {
    var isLines = false

    func format(_ result: ResultTable, _ write: (String) throws -> Void) throws {
        let keys = Self.keys(result.columns)
        if !isLines { try write("[") }
        for index in 0..<result.rowCount {
            if index > 0, !isLines { try write(",\n") }
            try write(Self.object(keys, try result.row(index)) + (isLines ? "\n" : ""))
        }
        if !isLines { try write("]\n") }
    }

    /// The names of the members, as they are written.
    static func keys(_ columns: [ResultTable.Column]) -> [String] {
        UniqueNames.make(columns.map(\.name)).map { JSONText.quoted($0) + ":" }
    }

    /// The object of a row.
    static func object(_ keys: [String], _ values: [OutputValue]) -> String {
        "{" + zip(keys, values).map { $0 + json($1) }.joined(separator: ",") + "}"
    }

    private static func json(_ value: OutputValue) -> String {
        switch value {
        case .null: "null"
        case .number(let digits): JSONText.number(digits)
        case .decimal(let digits): JSONText.quoted(digits)
        case .text(let text): JSONText.quoted(text)
        case .bytes(let bytes): JSONText.quoted(OutputValue.hex(bytes))
        }
    }
}
