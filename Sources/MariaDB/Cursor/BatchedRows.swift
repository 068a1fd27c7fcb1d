/// Where the batches of rows come from that an iterator goes through.
protocol RowBatchSource: AnyObject, Sendable {
    /// The next batch, with at least one row, or `nil` after the last.
    func nextBatch() async throws -> RowBatch?
    /// An error with the place of the call that asked for the rows, and its statement.
    func located(_ error: any Error) -> any Error
}

/// One row after another of one batch after another: what the iterators of rows have in common.
///
/// Inside a batch nothing waits: ``take()`` is no asynchronous function, so that no row costs a change of threads. And the iterators'
/// `next(isolation:)` runs where its caller does, without the `isolated` of the protocol: a function that has it enters the actor
/// anew, which sends the task through the executor of a `@MainActor`, there and back, if the task prefers the connection's thread.
struct BatchedRows {
    private let source: any RowBatchSource
    private var batch: RowBatch?
    private var next = 0

    init(_ source: any RowBatchSource) {
        self.source = source
    }

    /// The next row of the batch; `nil` if there is none left.
    mutating func take() -> MariaDBRow? {
        guard let batch, next < batch.rowCount else { return nil }
        defer { next += 1 }
        return MariaDBRow(batch: batch, index: next)
    }

    /// The first row of the next batch; `nil` if there is none.
    mutating func refill() async throws -> MariaDBRow? {
        // Let go before the next one is read, or there would be two in memory.
        batch = nil
        next = 0
        batch = try await source.nextBatch()
        return take()
    }

    func located(_ error: any Error) -> any Error { source.located(error) }
}
