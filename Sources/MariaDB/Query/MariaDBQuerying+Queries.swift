extension MariaDBQuerying {
    /// Runs a statement and tells what it did. Rows, if there are any, are dropped.
    ///
    /// - Throws: ``MariaDBError``: with the code `server` what the server refused, with `connectionLost` a connection that broke.
    @discardableResult
    public func execute(
        _ query: MariaDBQuery, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBSummary {
        try await results(of: query, file: file, line: line).all.summary
    }

    /// Runs a statement and returns all its rows.
    ///
    /// Of a procedure that selects more than once these are the rows of the first result; a ``MariaDBCursor`` reaches them all.
    /// - Throws: As ``execute(_:file:line:)``.
    public func fetchAll(
        _ query: MariaDBQuery, file: String = #fileID, line: Int = #line
    ) async throws -> [MariaDBRow] {
        try await results(of: query, file: file, line: line).all.rows
    }

    /// Runs a statement and returns all its rows as tuples, or as plain values if there is one column.
    ///
    /// ```swift
    /// let users = try await connection.fetchAll("SELECT id, name FROM users", as: (Int, String?).self)
    /// let ids = try await connection.fetchAll("SELECT id FROM users", as: Int.self)
    /// ```
    /// Decoding happens on the caller's side, not on the connection's thread. Many rows are decoded while the server sends the rest,
    /// and are never in memory all at once but as values.
    /// - Throws: As ``execute(_:file:line:)``, and with the code `decodingFailed` if the number of columns or a type differs.
    public func fetchAll<each Value: MariaDBDecodable>(
        _ query: MariaDBQuery, as type: (repeat each Value).Type, file: String = #fileID, line: Int = #line
    ) async throws -> [(repeat each Value)] {
        var values: [(repeat each Value)] = []
        try await readParts(of: query, file: file, line: line) { part in
            try locatingErrors(file, line, query) { try part.rows?.decode(type, into: &values) }
        }
        return values
    }

    /// Runs a statement and returns its first row, or `nil` if it gives none.
    ///
    /// - Throws: As ``execute(_:file:line:)``.
    public func fetchFirst(
        _ query: MariaDBQuery, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBRow? {
        try await results(of: query, file: file, line: line).all.firstRow
    }

    /// Runs a statement and returns its first row as a tuple, or `nil` if it gives none.
    ///
    /// - Throws: As ``fetchAll(_:as:file:line:)``.
    public func fetchFirst<each Value: MariaDBDecodable>(
        _ query: MariaDBQuery, as type: (repeat each Value).Type, file: String = #fileID, line: Int = #line
    ) async throws -> (repeat each Value)? {
        let results = try await results(of: query, file: file, line: line)
        return try locatingErrors(file, line, query) { try results.all.firstRow?.decode(type) }
    }

    /// Runs a statement with one column and returns the value of its first row, or `nil` if it gives no row.
    ///
    /// - Throws: As ``fetchAll(_:as:file:line:)``.
    public func fetchFirst<Value: MariaDBDecodable>(
        _ query: MariaDBQuery, as type: Value.Type, file: String = #fileID, line: Int = #line
    ) async throws -> Value? {
        let results = try await results(of: query, file: file, line: line)
        return try locatingErrors(file, line, query) { try results.all.firstRow?.decode(type) }
    }

    /// Runs a statement that gives exactly one row, and returns it.
    ///
    /// - Throws: As ``execute(_:file:line:)``, with the code `noRows` if there is none, with `tooManyRows` if there are more.
    public func fetchOne(
        _ query: MariaDBQuery, file: String = #fileID, line: Int = #line
    ) async throws -> MariaDBRow {
        let results = try await results(of: query, file: file, line: line)
        return try locatingErrors(file, line, query) { try results.all.onlyRow() }
    }

    /// Runs a statement that gives exactly one row, and returns it as a tuple.
    ///
    /// - Throws: As ``fetchAll(_:as:file:line:)`` and ``fetchOne(_:file:line:)``.
    public func fetchOne<each Value: MariaDBDecodable>(
        _ query: MariaDBQuery, as type: (repeat each Value).Type, file: String = #fileID, line: Int = #line
    ) async throws -> (repeat each Value) {
        let results = try await results(of: query, file: file, line: line)
        return try locatingErrors(file, line, query) { try results.all.onlyRow().decode(type) }
    }

    /// Runs a statement with one column that gives exactly one row, and returns its value.
    ///
    /// - Throws: As ``fetchAll(_:as:file:line:)`` and ``fetchOne(_:file:line:)``.
    public func fetchOne<Value: MariaDBDecodable>(
        _ query: MariaDBQuery, as type: Value.Type, file: String = #fileID, line: Int = #line
    ) async throws -> Value {
        let results = try await results(of: query, file: file, line: line)
        return try locatingErrors(file, line, query) { try results.all.onlyRow().decode(type) }
    }

    func locatingErrors<Value>(
        _ file: String, _ line: Int, _ query: MariaDBQuery, _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch {
            throw MariaDBConnection.located(error, CallSite(file: file, line: line), sql: query.sql)
        }
    }
}
