internal import BlockingExecutors

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
    private let rows: RowBatch?
    private let location: CallSite
    private let sql: String
    /// How many rows have been fetched.
    private let fetched = Lock(0)

    init(_ opened: OpenedCursor, of connection: MariaDBConnection, location: CallSite, sql: String) {
        resultColumns = opened.columns
        number = opened.number
        rows = opened.rows
        self.connection = connection
        self.location = location
        self.sql = sql
    }

    /// Fetches one row after another.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let cursor: MariaDBServerCursor
        private var batch: RowBatch?
        private var next = 0

        init(_ cursor: MariaDBServerCursor) {
            self.cursor = cursor
            batch = cursor.rows
        }

        /// The next row, or `nil` after the last.
        ///
        /// - Throws: ``MariaDBError``, also when the server ended the rows early: there is no short result.
        public mutating func next() async throws -> MariaDBRow? {
            if batch.map({ next >= $0.rowCount }) ?? true {
                batch = try await cursor.nextBatch()
                next = 0
            }
            guard let batch else { return nil }
            defer { next += 1 }
            return MariaDBRow(batch: batch, index: next)
        }
    }

    /// An iterator over the rows that are left.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(self)
    }

    private func nextBatch() async throws -> RowBatch? {
        guard let number else { return nil }
        return try await connection.offload(location, sql: sql, as: .part) { session in
            let firstRow = self.fetched.withLock { $0 }
            let batch = try session.nextCursorBatch(number, self.resultColumns, firstRow: firstRow)
            self.fetched.withLock { $0 += batch?.rowCount ?? 0 }
            return batch
        }
    }

    /// Has the server drop the rows that are left: a few bytes, no answer. If other rows are being read, with the connection's
    /// next call.
    func close() async {
        guard let number else { return }
        connection.releases.add(number)
        try? await connection.offload(location, isCancellable: false) { _ in }
    }
}
