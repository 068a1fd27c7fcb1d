#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What is known about the columns of a result while its rows are decoded, and how far the current row has been read.
///
/// A type asks for its columns by name, in the same order for nearly every row. So the names are looked up once, and kept in
/// the order in which they were asked for: from the second row on, finding a column is one comparison of short strings.
final class RowDecodingState {
    /// A name that was asked for.
    private struct Slot {
        let name: String
        /// The column, unless there is none.
        let position: Int?
        /// How the type of the property is read, once that is known.
        var reading: CellReading?
    }

    let batch: RowBatch
    let options: MariaDBDecodingOptions
    /// Set when the type wants an array, which a row is not.
    var wantsArray = false
    private(set) lazy var jsonDecoder = options.makeJSONDecoder()
    private(set) lazy var names = ColumnNames(batch.columns)

    private var slots: [Slot] = []
    private var slotIndexes: [String: Int] = [:]
    private var nextSlot = 0

    private var row: Int
    private var reader: RowReader
    private var cells: [MariaDBCell] = []
    /// How many cells have been wanted of the rows so far.
    private var wantedCells = 0

    init(_ row: MariaDBRow, _ options: MariaDBDecodingOptions) throws {
        batch = row.batch
        self.row = row.index
        self.options = options
        reader = try RowReader(row.batch, row: row.index)
        cells.reserveCapacity(batch.columns.count)
    }

    /// Goes on to another row of the same batch.
    func move(to row: Int) throws {
        self.row = row
        nextSlot = 0
        wantsArray = false
        // In local variables, and all that will be wanted at once: each access to a property of a class is checked by the
        // runtime, which shows with a million rows.
        var reader = try RowReader(batch, row: row)
        var cells = self.cells
        self.cells = []
        cells.removeAll(keepingCapacity: true)
        for _ in 0..<wantedCells { cells.append(try reader.next()) }
        self.reader = reader
        self.cells = cells
    }

    /// The cell at a position, which must exist.
    func cell(at position: Int) throws -> MariaDBCell {
        if position >= cells.count { try readCells(upTo: position) }
        return cells[position]
    }

    private func readCells(upTo position: Int) throws {
        while cells.count <= position { cells.append(try reader.next()) }
        wantedCells = max(wantedCells, position + 1)
    }

    /// The only cell.
    func onlyCell() throws -> MariaDBCell {
        try MariaDBRow(batch: batch, index: row).requireColumns(1)
        return try cell(at: 0)
    }

    /// Finds the slot of a name.
    func slot(_ name: String) -> Int {
        let predicted = nextSlot
        if predicted < slots.count, slots[predicted].name == name {
            nextSlot = predicted + 1
            return predicted
        }
        // The same name again: asked whether it is there, then for its value.
        if predicted > 0, slots[predicted - 1].name == name { return predicted - 1 }
        let index = slotIndexes[name] ?? addSlot(name)
        nextSlot = index + 1
        return index
    }

    private func addSlot(_ name: String) -> Int {
        let position =
            switch options.keys {
            case .asWritten: names[name]
            case .snakeCase: names[name] ?? names[SnakeCase.name(for: name)]
            }
        slots.append(Slot(name: name, position: position))
        slotIndexes[name] = slots.count - 1
        return slots.count - 1
    }

    /// Whether there is a column of the slot's name.
    func hasColumn(_ slot: Int) -> Bool { slots[slot].position != nil }

    /// The cell of a slot; `nil` if there is no such column.
    func cell(ofSlot index: Int) throws -> MariaDBCell? {
        guard let position = slots[index].position else { return nil }
        return try cell(at: position)
    }

    /// Reads the cell of a slot.
    func read<Value: Decodable>(_ type: Value.Type, _ cell: MariaDBCell, slot: Int) throws -> Value {
        // Out and back in again, since the type's own code runs in between and may ask for other columns.
        var reading = slots[slot].reading
        defer { slots[slot].reading = reading }
        return try CellReading.read(type, cell, self, &reading)
    }

    /// The error for a column that is not there.
    func missing(_ name: String, _ type: Any.Type) -> MariaDBError {
        MariaDBRow.missing("there is no column '\(name)' to be read as \(type); the result has \(batch.columnList)")
    }
}
