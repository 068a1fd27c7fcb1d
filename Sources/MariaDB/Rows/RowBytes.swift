/// The bytes of rows, one behind the other, and where each begins: what a ``RowBatch`` is made of.
///
/// Only the borders between rows are kept, so that one row, the most frequent result, needs no array of them.
struct RowBytes: Sendable {
    /// The bytes of all rows; append those of the next one, then call ``endRow()``.
    var bytes: [UInt8] = []
    /// How many rows there are.
    private(set) var count = 0
    /// Where a row ends and the next one begins.
    private(set) var borders: [Int] = []
    private var end = 0

    /// The bytes appended since the last call are a row.
    mutating func endRow() {
        if count > 0 { borders.append(end) }
        count += 1
        end = bytes.count
    }

    mutating func reserveCapacity(rows: Int, bytes: Int) {
        if rows > 1 { borders.reserveCapacity(rows - 1) }
        self.bytes.reserveCapacity(bytes)
    }
}
