extension MariaDBQuery {
    /// What quotes and backslashes mean, for ``init(unsafeSQL:named:quoting:)``. Two SQL modes of a server change it.
    public struct Quoting: Sendable, Hashable {
        /// Whether a backslash in a string takes away the next character's meaning. False with NO_BACKSLASH_ESCAPES.
        public var hasBackslashEscapes: Bool
        /// Whether "…" is a name and not a string. True with ANSI_QUOTES.
        public var hasANSIQuotes: Bool

        /// Quoting by the server's SQL mode; the defaults are those of the server.
        public init(hasBackslashEscapes: Bool = true, hasANSIQuotes: Bool = false) {
            self.hasBackslashEscapes = hasBackslashEscapes
            self.hasANSIQuotes = hasANSIQuotes
        }
    }

    /// A query from SQL text with named placeholders, for SQL that comes from a file or a constant.
    ///
    /// ```swift
    /// let sql = "SELECT * FROM users WHERE city = :city AND (age > :age OR :age IS NULL)"
    /// let query = try MariaDBQuery(unsafeSQL: sql, named: ["city": "Köln", "age": nil])
    /// ```
    /// A name begins with a letter or an underscore and may appear any number of times. Colons in strings, quoted names and
    /// comments, `:=`, and colons right behind a word are left alone. Whatever the text says is run: never build it from
    /// anybody's input.
    /// - Parameters:
    ///   - sql: The statement, with `:name` for each bind.
    ///   - values: The values by name, without the colon; `nil` for NULL.
    ///   - quoting: What quotes and backslashes mean. Needed only for the rare text that can be read in two ways, with
    ///     placeholders in other places.
    /// - Throws: ``MariaDBError`` with the code `invalidQuery` if a name has no value, a value is not used, the text also has a
    ///   `?`, a string or a comment has no end, or the quoting has to be told. Nothing is sent then.
    public init(
        unsafeSQL sql: String, named values: [String: (any MariaDBEncodable)?], quoting: Quoting? = nil
    ) throws {
        let text = Array(sql.utf8)
        let placeholders = try Self.placeholders(in: text, quoting, sql)
        let names = placeholders.compactMap(\.name)
        guard names.count == placeholders.count else {
            throw Self.invalid("the statement has both ? and :name placeholders; use one kind", sql)
        }
        let missing = Set(names).subtracting(values.keys)
        guard missing.isEmpty else { throw Self.invalid("the statement wants values for \(Self.list(missing))", sql) }
        let unused = Set(values.keys).subtracting(names)
        guard unused.isEmpty else { throw Self.invalid("the statement has no placeholder for \(Self.list(unused))", sql) }

        var rewritten: [UInt8] = []
        var end = 0
        for placeholder in placeholders {
            rewritten += text[end..<placeholder.range.lowerBound]
            rewritten.append(UInt8(ascii: "?"))
            end = placeholder.range.upperBound
        }
        rewritten += text[end...]
        let binds = names.map { values[$0].flatMap { $0 }?.mariaDBValue ?? .null }
        self.init(unsafeSQL: String(decoding: rewritten, as: UTF8.self), binds: binds)
    }

    private static func placeholders(
        in text: [UInt8], _ quoting: Quoting?, _ sql: String
    ) throws(MariaDBError) -> [SQLScanner.Placeholder] {
        var scans = readings(of: text)
        if let quoting {
            scans = [true, false].map {
                let escapes = quoting.hasBackslashEscapes
                let dialect = SQLDialect(
                    escapesInSingleQuotes: escapes, escapesInDoubleQuotes: escapes && !quoting.hasANSIQuotes,
                    runsVersionedComments: $0)
                return SQLScanner(text, dialect)
            }.filter(\.isPlausible)
        }
        guard let first = scans.first else {
            throw invalid("a string, a quoted name or a comment of the statement has no end, or a backslash stands outside", sql)
        }
        guard scans.allSatisfy({ $0.placeholders == first.placeholders }) else {
            throw invalid(
                "where the statement's placeholders are depends on the server: say what a backslash means with quoting:, and "
                    + "keep placeholders out of comments such as /*!100100 … */", sql)
        }
        return first.placeholders
    }

    private static func list(_ names: Set<String>) -> String {
        names.sorted().map { ":\($0)" }.joined(separator: ", ")
    }

    private static func invalid(_ message: String, _ sql: String) -> MariaDBError {
        MariaDBError(code: .invalidQuery, message: message, sql: sql)
    }
}
