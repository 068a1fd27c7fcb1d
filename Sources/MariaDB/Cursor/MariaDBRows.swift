/// The rows of a ``MariaDBQuerying/withRows(_:batch:file:line:_:)``, read from the server as they are asked for.
///
/// There is real back-pressure: the next batch is read when the one before it is used up, so memory holds one batch, and a server
/// that waits too long for its rows to be taken gives up (`net_write_timeout`, 60 seconds) and the next read throws. Tasks may share
/// it; each row is handed out once.
public final class MariaDBRows: AsyncSequence, Sendable {
    /// One row.
    public typealias Element = MariaDBRow

    /// The columns, known before the first row.
    public let columns: [MariaDBColumn]

    private let connection: MariaDBConnection
    private let limit: MariaDBBatchLimit
    private let location: CallSite
    private let sql: String

    init(
        _ columns: [MariaDBColumn], of connection: MariaDBConnection, limit: MariaDBBatchLimit, location: CallSite, sql: String
    ) {
        self.columns = columns
        self.connection = connection
        self.limit = limit
        self.location = location
        self.sql = sql
    }

    /// Reads one row after another.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let rows: MariaDBRows
        private var batch: RowBatch?
        private var next = 0

        init(_ rows: MariaDBRows) {
            self.rows = rows
        }

        /// The next row, or `nil` after the last.
        ///
        /// - Throws: ``MariaDBError``, also when the server ended the rows early: there is no short result.
        public mutating func next() async throws -> MariaDBRow? {
            if let batch, next < batch.rowCount {
                defer { next += 1 }
                return MariaDBRow(batch: batch, index: next)
            }
            batch = try await rows.nextBatch()
            next = 1
            return batch.map { MariaDBRow(batch: $0, index: 0) }
        }
    }

    /// An iterator over the rows that are left.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(self)
    }

    fileprivate func nextBatch() async throws -> RowBatch? {
        try await connection.nextBatch(limit, location, sql)
    }
}
