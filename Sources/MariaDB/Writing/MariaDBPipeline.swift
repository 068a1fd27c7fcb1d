/// The statements of a ``MariaDBConnection/pipeline(file:line:_:)``.
public struct MariaDBPipeline {
    var queries: [MariaDBQuery] = []

    /// Adds a statement. It is sent when the body has ended.
    ///
    /// - Returns: The statement's place in the results.
    @discardableResult
    public mutating func execute(_ query: MariaDBQuery) -> Int {
        queries.append(query)
        return queries.count - 1
    }

    /// The first words of statements that can be pipelined. LOAD DATA LOCAL would take the statements behind it for the content of
    /// its file, and so would what may be one in disguise: EXECUTE, CALL, SET STATEMENT … FOR.
    private static let words: Set<String> = [
        "SELECT", "WITH", "VALUES", "INSERT", "REPLACE", "UPDATE", "DELETE", "DO", "SET", "START", "BEGIN", "COMMIT", "ROLLBACK",
        "SAVEPOINT", "RELEASE", "CREATE", "DROP", "ALTER", "TRUNCATE", "SHOW", "USE",
    ]

    /// Throws if one of the statements can not be pipelined; nothing has been sent then.
    func check() throws(MariaDBError) {
        // Most pipelines are one statement with many values, and reading it takes as long as the server needs to run it.
        var known: (sql: String, bindCount: Int)?
        for query in queries {
            if let known, known.sql == query.sql, known.bindCount == query.binds.count { continue }
            if let reason = Self.refusal(query.sql) {
                throw MariaDBError(code: .invalidQuery, message: reason, sql: query.sql)
            }
            try query.requireMatchingBinds()
            known = (query.sql, query.binds.count)
            guard query.binds.count <= Session.maximumBinds else {
                throw MariaDBError(
                    code: .invalidQuery,
                    message: "the query has \(query.binds.count) binds and \(Session.maximumBinds) is the most; send it in parts")
            }
        }
    }

    /// Why a statement can not be pipelined; `nil` if it can.
    static func refusal(_ sql: String) -> String? {
        let text = Array(sql.utf8)
        let scans = MariaDBQuery.readings(of: text)
        // None: the server will refuse it, which harms nobody.
        for scan in scans {
            let words = SQLWords(text, scan)
            guard let first = words.firstWord, Self.words.contains(first) else {
                return "a statement that begins with \(words.firstWord ?? "this") can not be pipelined; execute it by itself"
            }
            if first == "SET", words.isSetStatement { return "SET STATEMENT can not be pipelined; execute it by itself" }
            if words.hasSecondStatement { return "a statement of a pipeline is one statement; add each by itself" }
        }
        return nil
    }
}

extension SQLWords {
    fileprivate var isSetStatement: Bool {
        let words = tokens.lazy.compactMap { if case .word(let word) = $0.token { word } else { nil } }
        return words.dropFirst().first == "STATEMENT"
    }
}
