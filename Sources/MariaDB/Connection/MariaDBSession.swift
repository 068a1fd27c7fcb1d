/// A connection inside ``MariaDBConnection/perform(file:line:_:)``: the same verbs without `await`, on the connection's own
/// thread. It can not leave the closure.
public struct MariaDBSession: ~Copyable {
    let session: Session

    init(_ session: Session) {
        self.session = session
    }

    /// Runs a statement and tells what it did. Rows, if there are any, are dropped.
    @discardableResult
    public func execute(_ query: MariaDBQuery) throws -> MariaDBSummary {
        try results(query).summary
    }

    /// Runs a statement and returns all its rows.
    public func fetchAll(_ query: MariaDBQuery) throws -> [MariaDBRow] {
        try results(query).rows
    }

    /// Runs a statement and returns all its rows as tuples, or as plain values if there is one column.
    public func fetchAll<each Value: MariaDBDecodable>(
        _ query: MariaDBQuery, as type: (repeat each Value).Type
    ) throws -> [(repeat each Value)] {
        try naming(query) { try session.run(query).resultRows?.decode(type) ?? [] }
    }

    /// Runs a statement and returns its first row, or `nil` if it gives none.
    public func fetchFirst(_ query: MariaDBQuery) throws -> MariaDBRow? {
        try results(query).firstRow
    }

    /// Runs a statement and returns its first row as a tuple, or `nil` if it gives none.
    public func fetchFirst<each Value: MariaDBDecodable>(
        _ query: MariaDBQuery, as type: (repeat each Value).Type
    ) throws -> (repeat each Value)? {
        try naming(query) { try session.run(query).firstRow?.decode(type) }
    }

    /// Runs a statement with one column and returns the value of its first row, or `nil` if it gives no row.
    public func fetchFirst<Value: MariaDBDecodable>(_ query: MariaDBQuery, as type: Value.Type) throws -> Value? {
        try naming(query) { try session.run(query).firstRow?.decode(type) }
    }

    /// Runs a statement that gives exactly one row, and returns it.
    ///
    /// - Throws: ``MariaDBError`` with the code `noRows` or `tooManyRows`, among others.
    public func fetchOne(_ query: MariaDBQuery) throws -> MariaDBRow {
        try naming(query) { try session.run(query).onlyRow() }
    }

    /// Runs a statement that gives exactly one row, and returns it as a tuple.
    ///
    /// - Throws: ``MariaDBError`` with the code `noRows` or `tooManyRows`, among others.
    public func fetchOne<each Value: MariaDBDecodable>(
        _ query: MariaDBQuery, as type: (repeat each Value).Type
    ) throws -> (repeat each Value) {
        try naming(query) { try session.run(query).onlyRow().decode(type) }
    }

    /// Runs a statement with one column that gives exactly one row, and returns its value.
    ///
    /// - Throws: ``MariaDBError`` with the code `noRows` or `tooManyRows`, among others.
    public func fetchOne<Value: MariaDBDecodable>(_ query: MariaDBQuery, as type: Value.Type) throws -> Value {
        try naming(query) { try session.run(query).onlyRow().decode(type) }
    }

    /// What is known of the session; see ``MariaDBConnection/sessionState``.
    public var state: MariaDBSessionState { session.state }

    private func results(_ query: MariaDBQuery) throws -> StatementResults {
        try naming(query) { try session.run(query) }
    }

    /// What a body throws, with the statement in it.
    func naming<Value>(_ query: MariaDBQuery, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch var error as MariaDBError {
            error.sql = error.sql ?? query.sql
            throw error
        }
    }
}
