extension MariaDBQuery {
    /// How many `?` of a statement are placeholders; `nil` if that depends on the SQL mode or the version of the server, or if
    /// the server will refuse the statement.
    static func placeholderCount(in sql: String) -> Int? {
        let text = Array(sql.utf8)
        let scans = readings(of: text)
        guard let first = scans.first, scans.allSatisfy({ $0.placeholders == first.placeholders }) else { return nil }
        // With the SQL mode ORACLE, :name is a placeholder too.
        guard !first.hasOtherColon, first.placeholders.allSatisfy({ $0.name == nil }) else { return nil }
        return first.placeholders.count
    }

    /// Throws if the number of binds is certain to be wrong, so that it is known before anything is sent. In doubt the server
    /// decides.
    func requireMatchingBinds() throws(MariaDBError) {
        // Most statements without binds are of this kind, and some of those are large.
        if binds.isEmpty, !hasQuestionMark { return }
        guard let count = Self.placeholderCount(in: sql), count != binds.count else { return }
        throw MariaDBError(
            code: .invalidQuery,
            message: "the statement has \(count) placeholders and got \(binds.count) binds",
            sql: sql
        )
    }

    private var hasQuestionMark: Bool {
        // Several bytes at a time, which they are not as a collection.
        let mark = UInt8(ascii: "?")
        return unsafe sql.utf8.withContiguousStorageIfAvailable { unsafe $0.contains(mark) } ?? sql.utf8.contains(mark)
    }

    /// All readings of a statement that a server could accept.
    static func readings(of sql: [UInt8]) -> [SQLScanner] {
        // Nearly every statement can be read in one way only: nothing in it depends on the dialect.
        let isPlain = !sql.contains(UInt8(ascii: "\\")) && !sql.contains(UInt8(ascii: "!"))
        let dialects = isPlain ? [SQLDialect()] : SQLDialect.all
        return dialects.map { SQLScanner(sql, $0) }.filter(\.isPlausible)
    }
}
