/// All rows of one result, in the batches in which they were read.
///
/// Not in one piece: that would be copied each time it outgrows its memory, and one row that is kept would keep all others.
struct ResultRows: Sendable {
    /// Stands alone because it nearly always is: then there is no array to allocate.
    private let first: RowBatch
    private var more: [RowBatch] = []

    /// How many bytes the rows take.
    private(set) var size: Int

    init(_ first: RowBatch) {
        self.first = first
        size = first.size
    }

    mutating func append(_ batch: RowBatch) {
        more.append(batch)
        size += batch.size
    }

    var columns: [MariaDBColumn] { first.columns }

    var count: Int {
        let last = more.last ?? first
        return last.firstRow + last.rowCount
    }

    /// Calls the body with each batch, in order.
    func forEachBatch(_ body: (RowBatch) throws -> Void) rethrows {
        try body(first)
        for batch in more { try body(batch) }
    }

    /// The row, if there is just one.
    var onlyRow: MariaDBRow? {
        first.rowCount == 1 && more.isEmpty ? MariaDBRow(batch: first, index: 0) : nil
    }

    /// A row, which must exist.
    subscript(index: Int) -> MariaDBRow {
        let batch = batch(ofRow: index)
        return MariaDBRow(batch: batch, index: index - batch.firstRow)
    }

    /// The rows of a range, which must exist.
    subscript(range: Range<Int>) -> [MariaDBRow] {
        guard !more.isEmpty else { return range.map { MariaDBRow(batch: first, index: $0) } }
        var rows: [MariaDBRow] = []
        rows.reserveCapacity(range.count)
        forEachBatch { batch in
            for index in range.clamped(to: batch.firstRow..<batch.firstRow + batch.rowCount) {
                rows.append(MariaDBRow(batch: batch, index: index - batch.firstRow))
            }
        }
        return rows
    }

    private func batch(ofRow index: Int) -> RowBatch {
        guard index >= first.rowCount else { return first }
        // The last one that begins at the row or before it.
        var (low, high) = (0, more.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if more[middle].firstRow <= index { low = middle } else { high = middle }
        }
        return more[low]
    }
}

// MARK: Decoding

extension RowBatch {
    /// The rows as tuples, in an array that is made once: one that grows by each row looks its own type up for each of them, an eighth
    /// of the whole work.
    fileprivate func decode<each Value: MariaDBDecodable>(_ type: (repeat each Value).Type) throws -> [(repeat each Value)] {
        try unsafe Array(unsafeUninitializedCapacity: rowCount) { buffer, count in
            var reader = RowReader(self)
            // Not beyond the capacity, and every place once: the count is right after an error, too.
            while count < rowCount, let place = buffer.baseAddress {
                try reader.begin(count)
                unsafe (place + count).initialize(to: try (repeat reader.read((each Value).self)))
                count += 1
            }
        }
    }

    /// Appends the rows as tuples. One by one all the same: they would be copied out of an array of their own, which takes longer.
    fileprivate func decode<each Value: MariaDBDecodable>(
        _ type: (repeat each Value).Type, into values: inout [(repeat each Value)]
    ) throws {
        var reader = RowReader(self)
        for row in 0..<rowCount {
            try reader.begin(row)
            values.append(try (repeat reader.read((each Value).self)))
        }
    }
}

extension ResultRows {
    /// All rows as tuples.
    func decode<each Value: MariaDBDecodable>(_ type: (repeat each Value).Type) throws -> [(repeat each Value)] {
        var values: [(repeat each Value)] = []
        try decode(type, into: &values)
        return values
    }

    /// Appends all rows as tuples. Goes from cell to cell without a ``MariaDBRow`` for each row.
    func decode<each Value: MariaDBDecodable>(
        _ type: (repeat each Value).Type, into values: inout [(repeat each Value)]
    ) throws {
        guard count > 0 else { return }
        var wanted = 0
        for _ in repeat (each Value).self { wanted += 1 }
        try first.requireColumns(wanted)
        try forEachBatch { batch in
            if values.isEmpty { values = try batch.decode(type) } else { try batch.decode(type, into: &values) }
        }
    }

    /// All rows as values of a `Decodable` type.
    func decode<Value: Decodable>(_ type: Value.Type, _ options: MariaDBDecodingOptions) throws -> [Value] {
        var values: [Value] = []
        var reader = DecodableReader(type, options)
        try decode(with: &reader, into: &values)
        return values
    }

    /// Appends all rows as values of a `Decodable` type.
    func decode<Value: Decodable>(with reader: inout DecodableReader<Value>, into values: inout [Value]) throws {
        reserve(&values)
        try forEachBatch { batch in
            for row in 0..<batch.rowCount {
                values.append(try reader.read(MariaDBRow(batch: batch, index: row)))
            }
        }
    }

    /// Only for the first values: when more follow, the array grows in steps of its own, which are fewer.
    private func reserve<Value>(_ values: inout [Value]) {
        if values.isEmpty { values.reserveCapacity(count) }
    }
}
