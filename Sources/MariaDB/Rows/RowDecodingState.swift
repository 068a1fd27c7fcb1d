#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What is known about the columns of a result while its rows are decoded, and how far the current row has been read.
final class RowDecodingState {
    /// All that changes from cell to cell, in one property: each access to one of a class is checked by the runtime, which shows
    /// with a million rows.
    private struct Progress {
        var slots: ColumnSlots
        var cells: RowCells
    }

    let batch: RowBatch
    let options: MariaDBDecodingOptions
    /// Set when the type wants an array, which a row is not.
    var wantsArray = false
    private(set) lazy var jsonDecoder = options.makeJSONDecoder()
    private(set) lazy var names = ColumnNames(batch.columns)

    private var progress: Progress

    init(_ row: MariaDBRow, _ options: MariaDBDecodingOptions) throws {
        batch = row.batch
        self.options = options
        progress = Progress(slots: ColumnSlots(columnCount: batch.columns.count), cells: try RowCells(row))
    }

    /// Goes on to another row of the same result.
    func move(to row: MariaDBRow) throws {
        wantsArray = false
        try Self.move(&progress, to: row)
    }

    private static func move(_ progress: inout Progress, to row: MariaDBRow) throws(MariaDBError) {
        progress.slots.beginRow()
        try progress.cells.begin(row)
    }

    /// The cell at a position, which must exist.
    func cell(at position: Int) throws -> MariaDBCell {
        try progress.cells.cell(at: position)
    }

    /// The only cell.
    func onlyCell() throws -> MariaDBCell {
        try batch.requireColumns(1)
        return try cell(at: 0)
    }

    /// The slot of a name.
    func slot(_ name: String) -> Int {
        if let known = progress.slots.index(of: name) { return known }
        let position =
            switch options.keys {
            case .asWritten: position(of: name)
            case .snakeCase: position(of: name) ?? position(of: SnakeCase.name(for: name))
            }
        return progress.slots.add(name, position: position)
    }

    /// Where the column of a name stands. Mostly it is a column's own, and there are few: then a dictionary of them all, which takes
    /// thousands of instructions, is not made for a single row.
    private func position(of name: String) -> Int? {
        let isNarrow = batch.columns.count <= ColumnSlots.manySlots
        if isNarrow, let position = batch.resultColumns.firstPosition(of: name) { return position }
        return names[name]
    }

    /// Whether there is a column of a name.
    func hasColumn(_ name: String) -> Bool {
        let slot = slot(name)
        return progress.slots.slots[slot].position != nil
    }

    /// The cell of a name; `nil` if there is no such column.
    func cell(_ name: String) throws -> MariaDBCell? {
        if let cell = try Self.knownCell(name, &progress) { return cell }
        return try cell(ofSlot: slot(name))
    }

    private static func knownCell(_ name: String, _ progress: inout Progress) throws(MariaDBError) -> MariaDBCell? {
        guard let slot = progress.slots.index(of: name), let position = progress.slots.slots[slot].position else { return nil }
        return try progress.cells.cell(at: position)
    }

    /// The cell of a slot; `nil` if there is no such column.
    func cell(ofSlot index: Int) throws -> MariaDBCell? {
        guard let position = progress.slots.slots[index].position else { return nil }
        return try cell(at: position)
    }

    /// Reads the cell of a slot.
    func read<Value: Decodable>(_ type: Value.Type, _ cell: MariaDBCell, slot: Int) throws -> Value {
        // Out and back in again, since the type's own code runs in between and may ask for other columns.
        var reading = progress.slots.slots[slot].reading
        defer { progress.slots.learn(reading, slot: slot) }
        return try CellReading.read(type, cell, self, &reading)
    }

    /// The error for a column that is not there.
    func missing(_ name: String, _ type: Any.Type) -> MariaDBError {
        MariaDBRow.missing("there is no column '\(name)' to be read as \(type); the result has \(batch.columnList)")
    }
}
