internal import StateLocks

/// One large value in pieces, from ``MariaDBQuerying/withChunks(of:size:file:line:_:)``. Tasks may share it; each piece is handed
/// out once.
public final class MariaDBChunks: AsyncSequence, Sendable {
    /// The bytes of a piece.
    public typealias Element = [UInt8]

    /// The column the value is of.
    public var column: MariaDBColumn { value.column }

    /// How many bytes the value has in all; `nil` for NULL, of which there are no pieces.
    public var length: Int? { value.length }

    private let value: ChunkedValue
    private let connection: MariaDBConnection
    private let size: Int
    private let location: CallSite
    private let sql: String
    private let reading = Lock(Reading.going(position: 0))

    private enum Reading {
        /// So many bytes have been handed out.
        case going(position: Int)
        case ended
        /// The body is over.
        case closed
    }

    init(_ value: ChunkedValue, of connection: MariaDBConnection, size: Int, location: CallSite, sql: String) {
        self.value = value
        self.connection = connection
        self.size = size
        self.location = location
        self.sql = sql
    }

    /// Copies one piece after another.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let chunks: MariaDBChunks

        /// The next piece, or `nil` after the last.
        public mutating func next() async throws -> [UInt8]? {
            try await chunks.nextChunk()
        }

        /// As ``next()``, without leaving the actor but for the connection's thread.
        public mutating func next(isolation actor: (any Actor)?) async throws -> [UInt8]? {
            try await chunks.nextChunk()
        }
    }

    /// An iterator over the pieces that are left.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(chunks: self)
    }

    private func nextChunk() async throws -> [UInt8]? {
        try await connection.goOn(location, sql) { session in
            guard let position = try self.position() else { return nil }
            let chunk = try session.nextChunk(at: position, size: self.size)
            self.reading.withLock { reading in
                guard case .going = reading else { return }
                reading = chunk.map { .going(position: position + $0.count) } ?? .ended
            }
            return chunk
        }
    }

    /// Where the next piece begins; `nil` behind the last.
    private func position() throws(MariaDBError) -> Int? {
        switch reading.withLock({ $0 }) {
        case .going(let position): return position
        case .ended: return nil
        case .closed: throw MariaDBConnection.bodyIsOver("the value was")
        }
    }

    /// The body is over: whoever still has the pieces is told so, since what the connection reads from now on is somebody else's.
    func close() {
        reading.withLock { reading in
            if case .going = reading { reading = .closed }
        }
    }
}
