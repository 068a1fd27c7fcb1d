internal import StateLocks

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
    private let reading = Lock(Reading.going)

    /// How far the rows have been read from the server.
    private enum Reading {
        case going
        case ended
        case failed(MariaDBError)
    }

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
        private var rows: BatchedRows

        init(_ rows: MariaDBRows) {
            self.rows = BatchedRows(rows)
        }

        /// The next row, or `nil` after the last. Waits only where a batch ends.
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
}

extension MariaDBRows: RowBatchSource {
    func nextBatch() async throws -> RowBatch? {
        guard try mayBeMore() else { return nil }
        do {
            return try await readBatch()
        } catch let error as MariaDBError {
            // Only now it is known why they were killed.
            reading.withLock { reading in
                if case .failed(let known) = reading, known.code == .cancelled { reading = .failed(error) }
            }
            throw error
        }
    }

    private func readBatch() async throws -> RowBatch? {
        try await connection.goOn(location, sql) { session in
            // Another task may have come to the end while this one waited for its turn, and what the connection reads now is
            // somebody else's.
            guard try self.mayBeMore() else { return nil }
            do throws(MariaDBError) {
                let batch = try session.nextBatch(self.limit)
                if session.stream == nil { self.reading.withLock { $0 = .ended } }
                return batch
            } catch {
                self.reading.withLock { $0 = .failed(error) }
                throw error
            }
        }
    }

    /// Whether the server may have more rows. Rows that ended early stay an error, for whoever asks again.
    private func mayBeMore() throws(MariaDBError) -> Bool {
        switch reading.withLock({ $0 }) {
        case .going: return true
        case .ended: return false
        case .failed(let error): throw error.at(location, sql: sql)
        }
    }

    /// The body is over. Whoever still has the rows is told so: to end here would look like a short result, and what the connection
    /// reads from now on is somebody else's.
    ///
    /// - Returns: Whether the connection has to be brought to the end of the rows.
    func close() -> Bool {
        reading.withLock { reading in
            guard case .going = reading else { return false }
            reading = .failed(MariaDBConnection.bodyIsOver("the rows were"))
            return true
        }
    }

    func located(_ error: any Error) -> any Error {
        MariaDBConnection.located(error, location, sql: sql)
    }
}

// MARK: Decoding

extension MariaDBRows {
    /// The rows as values of a `Decodable` type: each property from the column of its name.
    ///
    /// ```swift
    /// for try await user in rows.decode(User.self) { … }
    /// ```
    /// ``MariaDBRow/decode(_:options:)`` says how properties are read. There is no such sequence for tuples: `row.decode` reads them
    /// without finding anything out, and nothing is gained. Iterating throws ``MariaDBError``: as iterating over the rows
    /// does, and with the code `decodingFailed` if a column is missing or of another type.
    public func decode<Value: Decodable>(
        _ type: Value.Type, options: MariaDBDecodingOptions = .asWritten
    ) -> MariaDBDecodedRows<Value> {
        MariaDBDecodedRows(self, options)
    }
}
