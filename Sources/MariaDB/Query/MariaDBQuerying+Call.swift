extension MariaDBQuerying {
    /// Calls a stored procedure.
    ///
    /// ```swift
    /// let result = try await connection.call("order_total", .in(42), .out, .inOut(5))
    /// let total = try result.out("total", as: MariaDBDecimal.self)      // by the name that the procedure gives it
    /// let (_, left) = try result.out(as: (MariaDBDecimal, Int).self)    // or all, from left to right
    /// let items = try result.resultSets[0].decode((Int, String).self)
    /// ```
    /// The values of the OUT and INOUT parameters come in the types they are declared with, without a detour over user variables
    /// (`SERVER_PS_OUT_PARAMS` of the binary protocol). It costs one round trip; the statement is prepared once for each
    /// procedure.
    ///
    /// - Parameters:
    ///   - procedure: The name, or `database.name`. It is quoted here, so that it may be anything but hold a dot.
    ///   - parameters: As many as the procedure has, in its order.
    /// - Returns: The results of the statements in the procedure, and the values of its OUT and INOUT parameters.
    /// - Throws: ``MariaDBError``: as ``execute(_:file:line:)``; the server says 1305 for an unknown procedure and 1318 for a wrong
    ///   number of parameters. What the procedure gave before it failed is in ``MariaDBError/completedResults``.
    @discardableResult
    public func call(
        _ procedure: String, _ parameters: MariaDBParameter..., file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBCallResult {
        try await call(procedure, parameters, file: file, line: line)
    }

    /// Calls a stored procedure, with its parameters in an array: for a call whose parameters are only known at run time.
    ///
    /// - Throws: As ``call(_:_:file:line:)``.
    @discardableResult
    public func call(
        _ procedure: String, _ parameters: [MariaDBParameter], file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBCallResult {
        let query = try MariaDBQuery(calling: procedure, parameters, CallSite(file: file, line: line))
        return MariaDBCallResult(try await results(of: query, file: file, line: line).all)
    }
}

extension MariaDBQuery {
    /// `CALL` of a procedure.
    init(calling procedure: String, _ parameters: [MariaDBParameter], _ location: CallSite) throws(MariaDBError) {
        let names = procedure.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy({ !$0.isEmpty && !$0.utf8.contains(0) }) else {
            throw MariaDBError(
                code: .invalidQuery, message: "a procedure is called by its name or by database.name, without empty parts"
            ).at(location)
        }
        let quoted = names.map { "\(identifier: $0)" as MariaDBQuery }.joined(separator: ".")
        let values = parameters.map { MariaDBQuery(unsafeSQL: "?", binds: [$0.value]) }.joined()
        self = "CALL \(quoted)(\(values))"
    }
}
