/// What the server had to say about a statement that it ran all the same.
public struct MariaDBWarning: Sendable, Hashable {
    /// `Note`, `Warning` or `Error`.
    public var level: String
    /// The number, from the server's list of errors.
    public var number: Int
    /// The text.
    public var message: String
}

extension MariaDBConnection {
    /// The warnings of the last statement, by `SHOW WARNINGS`: one round trip, so ask only if
    /// ``MariaDBSummary/warningCount`` says that there are any. The server keeps 64 unless told otherwise (`max_error_count`).
    public nonisolated func warnings(file: String = #fileID, line: Int = #line) async throws -> [MariaDBWarning] {
        try await fetchAll("SHOW WARNINGS", file: file, line: line).map { row in
            let (level, number, message) = try row.decode((String, Int, String).self)
            return MariaDBWarning(level: level, number: number, message: message)
        }
    }
}
