/// A statement with `:name` placeholders, rewritten to `?`, and which value goes where.
struct NamedPlaceholders {
    let sql: String
    /// The name of each placeholder, from left to right.
    let names: [String]

    /// - Throws: ``MariaDBError`` with the code `invalidQuery` if the statement has no named placeholders, or others too, or can be
    ///   read in more than one way.
    init(_ sql: String) throws(MariaDBError) {
        let text = Array(sql.utf8)
        let scans = MariaDBQuery.readings(of: text)
        guard let scan = scans.first, scans.allSatisfy({ $0.placeholders == scan.placeholders }) else {
            throw MariaDBError(
                code: .invalidQuery,
                message:
                    "where the statement's placeholders are can not be told: a string or a comment has no end, or depends on the server",
                sql: sql)
        }
        let names = scan.placeholders.compactMap(\.name)
        guard !names.isEmpty, names.count == scan.placeholders.count else {
            throw MariaDBError(
                code: .invalidQuery,
                message: "values of a type go to placeholders with the names of its properties; write :name for each",
                sql: sql)
        }
        var rewritten: [UInt8] = []
        var end = 0
        for placeholder in scan.placeholders {
            rewritten += text[end..<placeholder.range.lowerBound]
            rewritten.append(UInt8(ascii: "?"))
            end = placeholder.range.upperBound
        }
        rewritten += text[end...]
        self.sql = String(decoding: rewritten, as: UTF8.self)
        self.names = names
    }
}
