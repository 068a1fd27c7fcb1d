/// What a statement without rows did, in words.
struct StatementSummary {
    var affectedRows: Int
    var lastInsertID: UInt64?
    var warningCount: Int

    /// For example `2 rows affected (last insert id 7, 1 warning)`.
    var text: String {
        var details: [String] = []
        if let lastInsertID { details.append("last insert id \(lastInsertID)") }
        if warningCount > 0 { details.append(Self.count(warningCount, "warning")) }
        let rows = Self.count(affectedRows, "row") + " affected"
        return details.isEmpty ? rows : "\(rows) (\(details.joined(separator: ", ")))"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
