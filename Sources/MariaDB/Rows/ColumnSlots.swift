/// The names that a type asked for, and the columns they stand for, kept in the order of asking.
///
/// A type asks for its columns in the same order for nearly every row. So from the second row on, finding a column is one
/// comparison of short strings.
struct ColumnSlots {
    /// A name that was asked for.
    struct Slot {
        let name: String
        /// The column, unless there is none.
        let position: Int?
        /// How the type of the property is read, once that is known.
        var reading: CellReading?
    }

    private(set) var slots: [Slot] = []
    private var indexes: [String: Int] = [:]
    private var next = 0

    /// The next name will be the first one of a row.
    mutating func beginRow() {
        next = 0
    }

    /// Where the slot of a name stands; `nil` for a name that is new.
    mutating func index(of name: String) -> Int? {
        let predicted = next
        if predicted < slots.count, slots[predicted].name == name {
            next = predicted + 1
            return predicted
        }
        // The same name again: asked whether it is there, then for its value.
        if predicted > 0, slots[predicted - 1].name == name { return predicted - 1 }
        guard let index = indexes[name] else { return nil }
        next = index + 1
        return index
    }

    /// Adds a slot for a name that is new.
    mutating func add(_ name: String, position: Int?) -> Int {
        slots.append(Slot(name: name, position: position))
        indexes[name] = slots.count - 1
        next = slots.count
        return slots.count - 1
    }

    mutating func learn(_ reading: CellReading?, slot: Int) {
        slots[slot].reading = reading
    }
}
