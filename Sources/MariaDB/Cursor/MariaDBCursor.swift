internal import StateLocks

/// Python's way to run a statement and fetch its rows: DB-API's vocabulary, as in aiomysql.
///
/// ```swift
/// let cursor = try await connection.cursor()
/// try await cursor.execute("SELECT id, name FROM users WHERE age > \(18)")
/// while let (id, name) = try await cursor.fetchOne(as: (Int, String?).self) { print(id, name ?? "-") }
/// await cursor.close()
/// ```
/// ``execute(_:file:line:)`` brings all rows into memory, so the fetches wait for nothing and other cursors of the same
/// connection may be used in between. Tasks may share a cursor: each row is handed out once.
public final class MariaDBCursor: Sendable {
    /// The connection that this cursor belongs to.
    public let connection: MariaDBConnection

    private let state = Lock(CursorState())

    init(connection: MariaDBConnection) {
        self.connection = connection
    }

    /// Runs a statement. Rows of the statement before it are dropped.
    ///
    /// - Returns: How many rows can be fetched, or were changed.
    /// - Throws: ``MariaDBError``: `cursorClosed`, `connectionClosed`, `server`, `connectionLost`.
    @discardableResult
    public func execute(_ query: MariaDBQuery, file: String = #fileID, line: Int = #line) async throws -> Int {
        let location = CallSite(file: file, line: line)
        return try await execute(location) { try await connection.run(query, location) }
    }

    /// Runs several statements in one text, separated by semicolons; ``nextSet(file:line:)`` goes from one result to the next.
    ///
    /// - Parameter sql: The statements: see ``MariaDBConnection/executeScript(unsafeSQL:file:line:)``.
    /// - Returns: How many rows of the first statement can be fetched, or were changed by it.
    /// - Throws: As ``MariaDBConnection/executeScript(unsafeSQL:file:line:)``, and `cursorClosed`.
    @discardableResult
    public func executeScript(unsafeSQL sql: String, file: String = #fileID, line: Int = #line) async throws -> Int {
        let location = CallSite(file: file, line: line)
        return try await execute(location) { try await connection.runScript(sql, location) }
    }

    private func execute(_ location: CallSite, _ run: () async throws -> StatementResults) async throws -> Int {
        try locating(location) { state throws(MariaDBError) in try state.checkOpen() }
        let results = try await run()
        try locating(location) { state throws(MariaDBError) in try state.executed(results) }
        return rowCount
    }

    /// The next row, or `nil` after the last.
    ///
    /// - Throws: ``MariaDBError``: `cursorClosed`, or `noResultSet` before ``execute(_:file:line:)`` or after a statement
    ///   without rows.
    public func fetchOne(file: String = #fileID, line: Int = #line) async throws -> MariaDBRow? {
        try fetch(1, CallSite(file: file, line: line)).first
    }

    /// The next rows, fewer at the end.
    ///
    /// - Parameter count: How many at most; ``arraySize`` unless given.
    /// - Throws: As ``fetchOne(file:line:)``.
    public func fetchMany(
        _ count: Int? = nil, file: String = #fileID, line: Int = #line
    ) async throws -> [MariaDBRow] {
        try fetch(count ?? arraySize, CallSite(file: file, line: line))
    }

    /// The rows that are left.
    ///
    /// - Throws: As ``fetchOne(file:line:)``.
    public func fetchAll(file: String = #fileID, line: Int = #line) async throws -> [MariaDBRow] {
        try fetch(.max, CallSite(file: file, line: line))
    }

    /// Goes on to the next result of a script or of a procedure that selects more than once. Returns whether there is one; the last one of a
    /// CALL is its status, without rows.
    ///
    /// - Throws: ``MariaDBError``: `cursorClosed`, or `noResultSet` before ``execute(_:file:line:)``.
    public func nextSet(file: String = #fileID, line: Int = #line) async throws -> Bool {
        try locating(CallSite(file: file, line: line)) { state throws(MariaDBError) in try state.nextSet() }
    }

    /// Moves forwards or, with a negative number, backwards, so that another row comes next.
    ///
    /// - Throws: ``MariaDBError``: as ``fetchOne(file:line:)``; `outOfRange`, without moving, for a row that is not there. Behind
    ///   the last row is allowed.
    public func scroll(by rows: Int, file: String = #fileID, line: Int = #line) throws {
        try locating(CallSite(file: file, line: line)) { state throws(MariaDBError) in
            try state.scroll { position in
                let (target, overflow) = position.addingReportingOverflow(rows)
                return overflow ? nil : target
            }
        }
    }

    /// Moves to a row, counted from 0, so that it comes next.
    ///
    /// - Throws: As ``scroll(by:file:line:)``.
    public func scroll(to row: Int, file: String = #fileID, line: Int = #line) throws {
        try locating(CallSite(file: file, line: line)) { state throws(MariaDBError) in try state.scroll { _ in row } }
    }

    /// Drops the rows. Any use afterwards throws `cursorClosed`; closing again does nothing. The connection stays open.
    public func close() async {
        state.withLock { $0.close() }
    }

    /// The columns of the result, or `nil` if there is none.
    public var description: [MariaDBColumn]? { state.withLock { $0.current?.rows?.columns } }

    /// How many rows the result has, or the statement changed; -1 before the first statement.
    public var rowCount: Int {
        state.withLock { state in state.current.map { Int(clamping: $0.summary.affectedRows) } ?? -1 }
    }

    /// The first AUTO_INCREMENT number that the statement made; `nil` if it made none.
    public var lastInsertID: UInt64? {
        state.withLock { state in state.current.map(\.summary.lastInsertID) }.flatMap { $0 == 0 ? nil : $0 }
    }

    /// How many warnings the statement gave; `SHOW WARNINGS` on the same connection shows them. 0 before the first statement.
    public var warningCount: Int { state.withLock { $0.current?.summary.warningCount ?? 0 } }

    /// The number of the row that the next fetch gives, counted from 0; `nil` without a result.
    public var rowNumber: Int? { state.withLock { $0.rowNumber } }

    /// How many rows ``fetchMany(_:file:line:)`` gives unless told; 1 unless set.
    public var arraySize: Int {
        get { state.withLock { $0.arraySize } }
        set { state.withLock { $0.arraySize = newValue } }
    }

    private func fetch(_ count: Int, _ location: CallSite) throws -> [MariaDBRow] {
        try locating(location) { state throws(MariaDBError) in try state.fetch(count) }
    }

    private func locating<Value>(
        _ location: CallSite, _ body: (inout CursorState) throws(MariaDBError) -> sending Value
    ) throws -> Value {
        do throws(MariaDBError) {
            return try state.withLock { state throws(MariaDBError) in try body(&state) }
        } catch {
            throw error.at(location)
        }
    }
}
