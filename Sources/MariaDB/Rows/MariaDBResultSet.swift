/// One of several results: of a procedure that selects more than once, or of a script.
public struct MariaDBResultSet: Sendable {
    private let result: ResultSet

    init(_ result: ResultSet) {
        self.result = result
    }

    /// What the statement did.
    public var summary: MariaDBSummary { result.summary }

    /// The columns; `nil` if the statement gives no rows.
    public var columns: [MariaDBColumn]? { result.rows?.columns }

    /// The rows.
    public var rows: [MariaDBRow] { result.rows.map { $0[0..<$0.count] } ?? [] }

    /// The rows as tuples, or as plain values if there is one column.
    ///
    /// - Throws: ``MariaDBError`` with the code `decodingFailed` if the number of columns or a type differs.
    public func decode<each Value: MariaDBDecodable>(_ type: (repeat each Value).Type) throws -> [(repeat each Value)] {
        try result.rows?.decode(type) ?? []
    }

    /// The rows as values of a `Decodable` type: each property from the column of its name.
    ///
    /// - Throws: ``MariaDBError`` with the code `decodingFailed` if a column is missing or of another type.
    @_disfavoredOverload
    public func decode<Value: Decodable>(
        _ type: Value.Type, options: MariaDBDecodingOptions = .asWritten
    ) throws -> [Value] {
        try result.rows?.decode(type, options) ?? []
    }
}

extension StatementResults {
    /// Every result, from the first on.
    var sets: [MariaDBResultSet] { (0..<count).map { MariaDBResultSet(self[$0]) } }
}

extension MariaDBError {
    /// The same error, with what was complete before it.
    func after(_ results: StatementResults) -> MariaDBError {
        var error = self
        error.completedResults = results.sets
        return error
    }
}
