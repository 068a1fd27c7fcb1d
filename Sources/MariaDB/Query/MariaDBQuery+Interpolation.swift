extension MariaDBQuery {
    /// What `\( … )` may hold in the literal of a query.
    public struct StringInterpolation: StringInterpolationProtocol {
        var sql = ""
        var binds: [MariaDBValue] = []

        /// Called by the compiler.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserveCapacity(literalCapacity + interpolationCount)
            binds.reserveCapacity(interpolationCount)
        }

        /// Called by the compiler for the text between two values.
        public mutating func appendLiteral(_ literal: String) {
            sql += literal
        }

        /// `\(value)`: a placeholder, and the value as its bind.
        public mutating func appendInterpolation(_ value: some MariaDBEncodable) {
            sql += "?"
            binds.append(value.mariaDBValue)
        }

        /// `\(value)` of an optional: NULL for `nil`.
        public mutating func appendInterpolation<Value: MariaDBEncodable>(_ value: Value?) {
            appendInterpolation(value.mariaDBValue)
        }

        /// `\(list: values)`: `(?, ?, …)` for `IN`, parentheses included.
        ///
        /// The list is filled up to a power of two by repeating its last value, which changes nothing for `IN` and `NOT IN`, so
        /// that lists of many lengths share few prepared statements. An empty list becomes `(NULL)`: `x IN (NULL)` is true for
        /// no row, and neither is `x NOT IN (NULL)`.
        public mutating func appendInterpolation(list values: some Sequence<some MariaDBEncodable>) {
            var list = values.map(\.mariaDBValue)
            guard let last = list.last else {
                sql += "(NULL)"
                return
            }
            while list.count & (list.count - 1) != 0 { list.append(last) }
            sql += "(" + repeatElement("?", count: list.count).joined(separator: ", ") + ")"
            binds += list
        }

        /// `\(identifier: name)`: the name of a table, column or database, quoted.
        public mutating func appendInterpolation(identifier name: String) {
            sql += "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
        }

        /// `\(unsafeSQL: text)`: the text becomes part of the statement as it is. Never anybody's input.
        public mutating func appendInterpolation(unsafeSQL text: String) {
            sql += text
        }

        /// `\(query)`: another query with its binds.
        public mutating func appendInterpolation(_ query: MariaDBQuery) {
            sql += query.sql
            binds += query.binds
        }
    }
}
