extension MariaDBQuery {
    /// Adds another query at the end, with its binds. Nothing is put between the two.
    public mutating func append(_ other: MariaDBQuery) {
        sql += other.sql
        binds += other.binds
    }

    /// Two queries, one after the other. Nothing is put between them.
    public static func + (first: MariaDBQuery, second: MariaDBQuery) -> MariaDBQuery {
        var query = first
        query.append(second)
        return query
    }

    /// Adds another query at the end, with its binds. Nothing is put between the two.
    public static func += (query: inout MariaDBQuery, other: MariaDBQuery) {
        query.append(other)
    }
}

extension Sequence<MariaDBQuery> {
    /// The queries, one after the other, with their binds.
    ///
    /// ```swift
    /// let conditions: [MariaDBQuery] = ["age > \(18)", "city = \(city)"]
    /// let query: MariaDBQuery = "SELECT * FROM users WHERE \(conditions.joined(separator: " AND "))"
    /// ```
    /// Of no queries it is an empty one, which no server takes as a condition.
    /// - Parameter separator: What stands between two of them.
    public func joined(separator: MariaDBQuery = ", ") -> MariaDBQuery {
        var query = MariaDBQuery(unsafeSQL: "")
        for (index, element) in enumerated() {
            if index > 0 { query.append(separator) }
            query.append(element)
        }
        return query
    }
}
