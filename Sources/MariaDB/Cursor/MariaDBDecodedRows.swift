/// Rows as values of a `Decodable` type, read and decoded as they are asked for: what ``MariaDBRows/decode(_:options:)`` and
/// ``MariaDBServerCursor/decode(_:options:)`` give.
///
/// What has been found out about the columns is kept from row to row, which ``MariaDBRow/decode(_:options:)`` finds out each time:
/// that costs four times as many instructions. Decoding happens in the task that iterates. Tasks may share it; each row is handed
/// out once.
public struct MariaDBDecodedRows<Element: Decodable>: AsyncSequence, Sendable {
    private let source: any RowBatchSource
    private let options: MariaDBDecodingOptions

    init(_ source: any RowBatchSource, _ options: MariaDBDecodingOptions) {
        self.source = source
        self.options = options
    }

    /// Reads one row after another.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private var rows: BatchedRows
        private var reader: DecodableReader<Element>

        init(_ rows: BatchedRows, _ reader: DecodableReader<Element>) {
            self.rows = rows
            self.reader = reader
        }

        /// The value of the next row, or `nil` after the last. Waits only where a batch ends.
        ///
        /// - Throws: ``MariaDBError``, also when the server ended the rows early: there is no short result. With the code
        ///   `decodingFailed` for a row that does not fit, which counts as read.
        public mutating func next() async throws -> Element? {
            if let row = rows.take() { return try decode(row) }
            guard let row = try await rows.refill() else { return nil }
            return try decode(row)
        }

        /// As ``next()``, for loops: `actor` is where the loop runs, and inside a batch it is not left.
        public mutating func next(isolation actor: (any Actor)?) async throws -> Element? {
            if let row = rows.take() { return try decode(row) }
            guard let row = try await rows.refill() else { return nil }
            return try decode(row)
        }

        private mutating func decode(_ row: MariaDBRow) throws -> Element {
            do {
                return try reader.read(row)
            } catch {
                throw rows.located(error)
            }
        }
    }

    /// An iterator over the rows that are left.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(BatchedRows(source), DecodableReader(Element.self, options))
    }
}
