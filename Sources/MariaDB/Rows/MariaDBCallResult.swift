/// What a stored procedure gave.
public struct MariaDBCallResult: Sendable {
    /// The results of the statements in the procedure that give rows, in order.
    public let resultSets: [MariaDBResultSet]

    /// What the procedure did as a whole.
    public let summary: MariaDBSummary

    /// The values of the OUT and INOUT parameters as a row, with a column for each, called as in the procedure; `nil` if it has
    /// none.
    public let outRow: MariaDBRow?

    init(_ results: StatementResults) {
        var sets: [MariaDBResultSet] = []
        var outRow: MariaDBRow?
        for index in 0..<results.count where results[index].rows != nil {
            let set = MariaDBResultSet(results[index])
            if results[index].isOutParameters { outRow = set.rows.first } else { sets.append(set) }
        }
        resultSets = sets
        self.outRow = outRow
        summary = results.summary
    }

    /// The value of an OUT or INOUT parameter.
    ///
    /// - Parameters:
    ///   - name: The parameter's name in the procedure, in any case.
    ///   - type: The type wanted; an optional one where the value may be NULL.
    /// - Throws: ``MariaDBError`` with the code `decodingFailed` if there is no such parameter or its value is of another type.
    public func out<Value: MariaDBDecodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        let row = try requireOut()
        // Names of parameters are not case-sensitive (MariaDB manual, "Identifier Case-sensitivity").
        let position = row.columns.firstIndex { $0.name.lowercased() == name.lowercased() }
        guard let position else {
            throw MariaDBRow.missing("the procedure has no OUT parameter '\(name)'; it has \(row.batch.columnList)")
        }
        return try row.decode(type, at: position)
    }

    /// The values of all OUT and INOUT parameters as a tuple, from left to right.
    ///
    /// - Throws: ``MariaDBError`` with the code `decodingFailed` if their number or a type differs.
    public func out<each Value: MariaDBDecodable>(as type: (repeat each Value).Type) throws -> (repeat each Value) {
        try requireOut().decode(type)
    }

    /// The value of the only OUT or INOUT parameter.
    ///
    /// - Throws: As the form for tuples.
    public func out<Value: MariaDBDecodable>(as type: Value.Type) throws -> Value {
        try requireOut().decode(type)
    }

    /// The values of the OUT and INOUT parameters as a value of a `Decodable` type: each property from the parameter of its name.
    ///
    /// - Throws: ``MariaDBError`` with the code `decodingFailed` if one is missing or of another type.
    @_disfavoredOverload
    public func out<Value: Decodable>(as type: Value.Type, options: MariaDBDecodingOptions = .asWritten) throws -> Value {
        try requireOut().decode(type, options: options)
    }

    private func requireOut() throws(MariaDBError) -> MariaDBRow {
        guard let outRow else { throw MariaDBRow.missing("the procedure has no OUT or INOUT parameter, so it gave no value") }
        return outRow
    }
}
