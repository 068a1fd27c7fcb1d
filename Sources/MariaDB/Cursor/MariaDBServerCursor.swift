internal import StateLocks

/// The rows of a ``MariaDBQuerying/withServerCursor(_:prefetch:file:line:_:)``, which the server keeps until they are asked for.
///
/// Tasks may share it; each row is handed out once.
public final class MariaDBServerCursor: AsyncSequence, Sendable {
    /// One row.
    public typealias Element = MariaDBRow

    /// The columns, known before the first row.
    public var columns: [MariaDBColumn] { resultColumns.columns }

    private let resultColumns: ResultColumns
    private let connection: MariaDBConnection
    private let number: Int?
    private let location: CallSite
    private let sql: String
    /// The rows of a statement for which the server opens no cursor, until somebody has them.
    private let opened: Lock<RowBatch?>
    /// How many rows have been fetched.
    private let fetched = Lock(0)

    init(_ opened: OpenedCursor, of connection: MariaDBConnection, location: CallSite, sql: String) {
        resultColumns = opened.columns
        number = opened.number
        self.opened = Lock(opened.rows)
        self.connection = connection
        self.location = location
        self.sql = sql
    }

    /// Fetches one row after another.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private var rows: BatchedRows

        init(_ cursor: MariaDBServerCursor) {
            rows = BatchedRows(cursor)
        }

        /// The next row, or `nil` after the last. Waits only where the rows of a fetch end.
        ///
        /// - Throws: ``MariaDBError``, also when the server ended the rows early: there is no short result.
        public mutating func next() async throws -> MariaDBRow? {
            if let row = rows.take() { return row }
            return try await rows.refill()
        }

        /// As ``next()``, for loops: `actor` is where the loop runs, and inside a batch it is not left.
        public mutating func next(isolation actor: (any Actor)?) async throws -> MariaDBRow? {
            if let row = rows.take() { return row }
            return try await rows.refill()
        }
    }

    /// An iterator over the rows that are left.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(self)
    }

    /// Has the server drop the rows that are left: a few bytes, no answer. If other rows are being read, with the connection's
    /// next call.
    func close() async {
        guard let number else { return }
        connection.releases.add(number)
        try? await connection.offload(location, isCancellable: false) { _ in }
    }
}

extension MariaDBServerCursor: RowBatchSource {
    func nextBatch() async throws -> RowBatch? {
        guard let number else { return opened.withLock { $0.take() } }
        return try await connection.goOn(location, sql) { session in
            let firstRow = self.fetched.withLock { $0 }
            let batch = try session.nextCursorBatch(number, self.resultColumns, firstRow: firstRow)
            self.fetched.withLock { $0 += batch?.rowCount ?? 0 }
            return batch
        }
    }

    func located(_ error: any Error) -> any Error {
        MariaDBConnection.located(error, location, sql: sql)
    }
}

// MARK: Decoding

extension MariaDBServerCursor {
    /// The rows as values of a `Decodable` type: each property from the column of its name. As ``MariaDBRows/decode(_:options:)``.
    public func decode<Value: Decodable>(
        _ type: Value.Type, options: MariaDBDecodingOptions = .asWritten
    ) -> MariaDBDecodedRows<Value> {
        MariaDBDecodedRows(self, options)
    }
}
