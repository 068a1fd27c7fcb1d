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
    /// How many bytes have been handed out.
    private let position = Lock(0)

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
        try await connection.offload(location, sql: sql, as: .part) { session in
            let offset = self.position.withLock { $0 }
            let chunk = try session.nextChunk(at: offset, size: self.size)
            self.position.withLock { $0 += chunk?.count ?? 0 }
            return chunk
        }
    }
}
