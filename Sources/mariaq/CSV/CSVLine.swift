/// What was read of a CSV file: a record, or why there is none.
enum CSVLine: Hashable, Sendable {
    case record(CSVRecord)
    /// The line that the record begins on, from 1, and what is wrong with it.
    case bad(line: Int, reason: String)
}

/// One record of a CSV file.
struct CSVRecord: Hashable, Sendable {
    /// The line that it begins on, from 1. A quoted field may go on over several.
    let line: Int
    var fields: [CSVField]
}

/// One field of a record.
struct CSVField: Hashable, Sendable {
    let text: String
    /// Whether quotes stood around it: then it is a text, however it looks.
    let isQuoted: Bool
}
