/// Rows that are there already, as an asynchronous sequence.
struct RowsInTurn<Row: Sendable>: AsyncSequence {
    let rows: [Row]

    struct AsyncIterator: AsyncIteratorProtocol {
        var rows: IndexingIterator<[Row]>

        mutating func next() async -> Row? { rows.next() }

        mutating func next(isolation actor: isolated (any Actor)?) async -> Row? { rows.next() }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rows: rows.makeIterator()) }
}
