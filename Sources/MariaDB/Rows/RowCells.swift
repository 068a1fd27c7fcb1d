/// The cells of one row after another, in whatever order they are asked for. Each row is walked as far as it is wanted, once.
struct RowCells {
    private var reader: RowReader
    /// Where the cells of the row lie, as far as it has been walked.
    private var ranges: [Range<Int>?] = []

    init(_ row: MariaDBRow) throws(MariaDBError) {
        reader = try RowReader(row.batch, row: row.index)
        ranges.reserveCapacity(row.batch.resultColumns.shapes.count)
    }

    /// Goes on to another row of the same result.
    mutating func begin(_ row: MariaDBRow) throws(MariaDBError) {
        ranges.removeAll(keepingCapacity: true)
        if row.batch !== reader.cell.batch { reader = RowReader(row.batch) }
        try reader.begin(row.index)
    }

    /// The cell at a position, which must exist.
    mutating func cell(at position: Int) throws(MariaDBError) -> MariaDBCell {
        while ranges.count <= position { ranges.append(try reader.nextRange()) }
        return reader.cell(position, at: ranges[position])
    }
}
