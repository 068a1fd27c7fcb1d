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

    /// From so many names on they are looked up in a dictionary: making one takes as long as some hundred comparisons of a name.
    static let manySlots = 64

    private(set) var slots: [Slot]
    /// Of all slots once there are many, else empty.
    private var indexes: [String: Int] = [:]
    private var next = 0

    /// - Parameter columnCount: How many columns the result has: a type rarely asks for more.
    init(columnCount: Int) {
        slots = []
        slots.reserveCapacity(min(columnCount, Self.manySlots))
    }

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
        guard let index = find(name) else { return nil }
        next = index + 1
        return index
    }

    private func find(_ name: String) -> Int? {
        guard slots.count < Self.manySlots else { return indexes[name] }
        let slots = slots.span
        for index in slots.indices where slots[index].name == name { return index }
        return nil
    }

    /// Adds a slot for a name that is new.
    mutating func add(_ name: String, position: Int?) -> Int {
        slots.append(Slot(name: name, position: position))
        if slots.count == Self.manySlots {
            for (index, slot) in slots.enumerated() { indexes[slot.name] = index }
        } else if slots.count > Self.manySlots {
            indexes[name] = slots.count - 1
        }
        next = slots.count
        return slots.count - 1
    }

    mutating func learn(_ reading: CellReading?, slot: Int) {
        slots[slot].reading = reading
    }
}
