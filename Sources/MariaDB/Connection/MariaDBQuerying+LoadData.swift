extension MariaDBQuerying {
    /// Loads rows into a table with LOAD DATA LOCAL, the server's fastest way for very many of them.
    ///
    /// ```swift
    /// let result = try await connection.loadData(into: "people", columns: ["id", "name"], from: rows) { progress in
    ///     print(progress.rows, progress.bytes)
    /// }
    /// ```
    /// The rows are sent as they come, with real back-pressure, and never lie in a file. The server gets nothing that it was not
    /// sent for: it has to ask for the name made up for this call. <doc:Writing> tells how values are written, and compares it with
    /// ``executeMany(_:_:transaction:file:line:)``, which is as fast on a near server.
    ///
    /// Values go to the server as text, so each is stored as the string literal of its text would be. Bytes are for columns of bytes.
    ///
    /// Until it ends, other calls of this connection throw `connectionBusy`, and one of the pool's threads is in use.
    /// - Parameters:
    ///   - table: The table's name, without quotes, in the connection's default database.
    ///   - columns: Which columns the values go to; all columns of the table unless given.
    ///   - rows: Tuples. If the sequence throws, no row is in, and the connection can be used on.
    ///   - options: What becomes of duplicates, of values that the server would change, and of rows so far if something fails.
    ///   - progress: Called each time some more was handed over for sending, about every 64 KiB.
    /// - Throws: ``MariaDBError``: with the code `server` what the server refused or would have changed, with `invalidQuery` for a row
    ///   of another number of values; and what the sequence throws.
    @discardableResult
    public func loadData<Rows: AsyncSequence, each Value: MariaDBEncodable>(
        into table: String, columns: [String] = [], from rows: Rows, options: MariaDBLoadOptions = MariaDBLoadOptions(),
        file: String = #fileID, line: Int = #line, progress: @escaping (MariaDBLoadProgress) -> Void = { _ in }
    ) async throws -> MariaDBLoadResult where Rows.Element == (repeat each Value) {
        var iterator = rows.makeAsyncIterator()
        return try await load(
            table, columns, options, CallSite(file: file, line: line), progress,
            next: { try await iterator.next(isolation: #isolation) }
        ) { values, row in
            repeat row.append((each values).mariaDBValue)
        }
    }

    /// Loads rows whose values are a list of one type: ``MariaDBValue`` for rows of any shape.
    ///
    /// - Throws: As ``loadData(into:columns:from:options:file:line:progress:)``.
    @discardableResult
    @_disfavoredOverload
    public func loadData<Rows: AsyncSequence>(
        into table: String, columns: [String] = [], from rows: Rows, options: MariaDBLoadOptions = MariaDBLoadOptions(),
        file: String = #fileID, line: Int = #line, progress: @escaping (MariaDBLoadProgress) -> Void = { _ in }
    ) async throws -> MariaDBLoadResult where Rows.Element: Sequence, Rows.Element.Element: MariaDBEncodable {
        var iterator = rows.makeAsyncIterator()
        return try await load(
            table, columns, options, CallSite(file: file, line: line), progress,
            next: { try await iterator.next(isolation: #isolation) }
        ) { values, row in
            for value in values { row.append(value.mariaDBValue) }
        }
    }

    /// Loads rows that are written as text already, in pieces that may end anywhere.
    ///
    /// ```swift
    /// try await connection.loadData(into: "people", fromBytes: pieces, format: .commaSeparated)
    /// ```
    /// The server reads the text, in UTF-8; what it makes of fields that are missing or too many it says with warnings.
    /// - Throws: As ``loadData(into:columns:from:options:file:line:progress:)``.
    @discardableResult
    public func loadData<Pieces: AsyncSequence>(
        into table: String, columns: [String] = [], fromBytes pieces: Pieces, format: MariaDBLoadFormat = .tabSeparated,
        options: MariaDBLoadOptions = MariaDBLoadOptions(),
        file: String = #fileID, line: Int = #line, progress: @escaping (MariaDBLoadProgress) -> Void = { _ in }
    ) async throws -> MariaDBLoadResult where Pieces.Element == [UInt8] {
        let request = LoadRequest(
            table: table, columns: columns, clauses: format.clauses, skippedLines: format.skippedLines, options: options)
        return try await withConnection(file: file, line: line) { connection in
            var iterator = pieces.makeAsyncIterator()
            var writer = LoadWriter<[UInt8]>(connection, request, CallSite(file: file, line: line), progress: progress)
            return try await writer.load(next: { try await iterator.next(isolation: #isolation) }) { piece, _, bytes in
                bytes += piece
                return 0
            }
        }
    }

    private func load<Row>(
        _ table: String, _ columns: [String], _ options: MariaDBLoadOptions, _ location: CallSite,
        _ progress: @escaping (MariaDBLoadProgress) -> Void,
        next: () async throws -> Row?, append: (Row, inout LoadRow) throws -> Void
    ) async throws -> MariaDBLoadResult {
        let request = LoadRequest(table: table, columns: columns, clauses: LoadText.clauses, skippedLines: 0, options: options)
        return try await withConnection(file: location.file, line: location.line) { connection in
            var writer = LoadWriter<Row>(connection, request, location, progress: progress)
            return try await writer.load(next: next) { values, columnCount, bytes in
                var row = LoadRow(&bytes)
                try append(values, &row)
                try row.end(columnCount, &bytes)
                return 1
            }
        }
    }
}
