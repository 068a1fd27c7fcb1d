/// `for try await row in cursor` gives the rows that are left.
extension MariaDBCursor: AsyncSequence {
    /// One row of the result.
    public typealias Element = MariaDBRow

    /// Fetches one row after another.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let cursor: MariaDBCursor

        /// The next row, or `nil` after the last.
        public func next() async throws -> MariaDBRow? {
            try await cursor.fetchOne()
        }

        /// As ``next()``, without leaving the actor: the rows are in memory.
        public mutating func next(isolation actor: (any Actor)?) async throws -> MariaDBRow? {
            try await cursor.fetchOne()
        }
    }

    /// An iterator over the rows that are left.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(cursor: self)
    }
}
