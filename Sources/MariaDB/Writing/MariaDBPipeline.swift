/// The statements of a ``MariaDBQuerying/pipeline(file:line:_:)``.
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
    private static let words = endingWords.union([
        "SELECT", "WITH", "VALUES", "INSERT", "REPLACE", "UPDATE", "DELETE", "DO", "SAVEPOINT", "RELEASE", "SHOW", "USE",
    ])

    /// Those of them that may end a transaction.
    private static let endingWords: Set<String> = [
        "SET", "START", "BEGIN", "COMMIT", "ROLLBACK", "CREATE", "DROP", "ALTER", "TRUNCATE",
    ]

    /// Throws if one of the statements can not be pipelined; nothing has been sent then.
    ///
    /// - Returns: Whether none of them may end a transaction.
    func check() throws(MariaDBError) -> Bool {
        var keepsTransaction = true
        // Most pipelines are one statement with many values, and reading it takes as long as the server needs to run it.
        var known: (sql: String, bindCount: Int)?
        for query in queries {
            if let known, known.sql == query.sql, known.bindCount == query.binds.count { continue }
            keepsTransaction = try Self.check(query.sql) && keepsTransaction
            try query.requireMatchingBinds()
            known = (query.sql, query.binds.count)
            guard query.binds.count <= Session.maximumBinds else {
                throw MariaDBError(
                    code: .invalidQuery,
                    message: "the query has \(query.binds.count) binds and \(Session.maximumBinds) is the most; send it in parts")
            }
        }
        return keepsTransaction
    }

    private static func check(_ sql: String) throws(MariaDBError) -> Bool {
        let text = Array(sql.utf8)
        var keepsTransaction = true
        // No reading: the server will refuse it, which harms nobody.
        for scan in MariaDBQuery.readings(of: text) {
            let words = SQLWords(text, scan)
            if let reason = refusal(words) { throw MariaDBError(code: .invalidQuery, message: reason, sql: sql) }
            if let first = words.firstWord, endingWords.contains(first) { keepsTransaction = false }
        }
        return keepsTransaction
    }

    /// Why a statement can not be pipelined; `nil` if it can.
    private static func refusal(_ words: SQLWords) -> String? {
        guard let first = words.firstWord, Self.words.contains(first) else {
            return "a statement that begins with \(words.firstWord ?? "this") can not be pipelined; execute it by itself"
        }
        if first == "SET", words.isSetStatement { return "SET STATEMENT can not be pipelined; execute it by itself" }
        if words.hasSecondStatement { return "a statement of a pipeline is one statement; add each by itself" }
        return nil
    }
}

extension SQLWords {
    fileprivate var isSetStatement: Bool {
        let words = tokens.lazy.compactMap { if case .word(let word) = $0.token { word } else { nil } }
        return words.dropFirst().first == "STATEMENT"
    }
}
