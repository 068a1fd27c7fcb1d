import ArgumentParser
import MariaDB

/// The formats of `mariaq export`.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
    case csv, jsonl

    static var allValueDescriptions: [String: String] {
        ["csv": "RFC 4180, the names first; NULL is empty, the empty text is \"\"", "jsonl": "one JSON object a line"]
    }

    /// What writes rows with these columns.
    func writer(_ columns: [ResultTable.Column]) -> any ExportWriter {
        switch self {
        case .csv: CSVFormatter()
        case .jsonl: JSONLinesWriter(columns)
        }
    }
}

/// Writes rows one by one.
protocol ExportWriter {
    /// What stands before the first row.
    func head(_ columns: [ResultTable.Column]) -> String
    func row(_ values: [OutputValue]) -> String
}

extension CSVFormatter: ExportWriter {
    func head(_ columns: [ResultTable.Column]) -> String { names(columns) }
    func row(_ values: [OutputValue]) -> String { line(values) }
}

/// One JSON object a line.
struct JSONLinesWriter: ExportWriter {
    private let keys: [String]

    init(_ columns: [ResultTable.Column]) {
        keys = JSONFormatter.keys(columns)
    }

    func head(_ columns: [ResultTable.Column]) -> String { "" }
    func row(_ values: [OutputValue]) -> String { JSONFormatter.object(keys, values) + "\n" }
}
