/// Turns the errors of `Decodable` types into ours, which name the column but no value: the standard library's own texts do.
enum DecodingFailure {
    /// The error for a type that could not be read from a cell. What a type's own code throws stays as it is.
    static func translate(_ error: any Error, _ type: Any.Type, _ cell: MariaDBCell) -> any Error {
        guard let error = error as? DecodingError else { return error }
        return cell.mismatch(type, reason(error))
    }

    /// The error for a type that could not be read from a row.
    static func translate(_ error: any Error, _ type: Any.Type, row: Int) -> any Error {
        guard let error = error as? DecodingError else { return error }
        return MariaDBError(code: .decodingFailed, message: "row \(row) can not be read as \(type): \(reason(error))")
    }

    private static func reason(_ error: DecodingError) -> String {
        switch error {
        case .typeMismatch(let type, let context):
            "it holds something else than \(type)\(place(context.codingPath))"
        case .valueNotFound(let type, let context):
            "it holds null instead of \(type)\(place(context.codingPath))"
        case .keyNotFound(let key, let context):
            "it holds no '\(key.stringValue)'\(place(context.codingPath))"
        case .dataCorrupted(let context):
            "it holds no value that the type allows\(place(context.codingPath))"
        @unknown default:
            "it does not fit"
        }
    }

    /// Where in a JSON text. Only keys that are written in code are named: those of a dictionary are somebody's data.
    private static func place(_ path: [any CodingKey]) -> String {
        guard !path.isEmpty else { return "" }
        let steps = path.map { key in
            if let index = key.intValue { return "[\(index)]" }
            return Mirror(reflecting: key).displayStyle == .enum ? ".\(key.stringValue)" : ".*"
        }
        return " at $" + steps.joined()
    }
}
