import ArgumentParser

/// The formats a result can be printed in.
enum OutputFormat: String, CaseIterable {
    case table, vertical, json, jsonl, csv, tsv

    var formatter: any ResultFormatter {
        switch self {
        case .table: TableFormatter()
        case .vertical: VerticalFormatter()
        case .json: JSONFormatter()
        case .jsonl: JSONFormatter(isLines: true)
        case .csv: CSVFormatter()
        case .tsv: TSVFormatter()
        }
    }

    /// What stands between two results of one statement. JSON needs nothing: its values end by themselves.
    var separator: String {
        switch self {
        case .table, .vertical, .csv, .tsv: "\n"
        case .json, .jsonl: ""
        }
    }

    /// What is printed for a statement that has no rows to give: JSON stays JSON.
    var nothing: String {
        self == .json ? "[]\n" : ""
    }
}

extension OutputFormat: ExpressibleByArgument {
    static var allValueDescriptions: [String: String] {
        [
            "table": "for people: columns in a frame, numbers at the right",
            "vertical": "for people: one line for each column of each row",
            "json": "an array of objects",
            "jsonl": "one object a line",
            "csv": "RFC 4180, the names first; NULL is empty, the empty text is \"\"",
            "tsv": "tab-separated, the names first; \\t \\n \\0 \\\\ escaped, NULL is \\N",
        ]
    }
}
