/// The connections of a pool by their numbers, the oldest first.
///
/// Two arrays and no dictionary: that would hash the number and move the whole slot out and back for each change, which made the pool
/// cost as much as a short statement. Numbers only grow, so a new one is the last.
struct PoolSlots<Connection> {
    private var ids: [PoolConnectionID] = []
    private var slots: [PoolSlot<Connection>] = []
    private var nextID: PoolConnectionID = 0

    var count: Int { ids.count }
    var isEmpty: Bool { ids.isEmpty }

    /// All of them, with their numbers.
    var all: Zip2Sequence<[PoolConnectionID], [PoolSlot<Connection>]> { zip(ids, slots) }

    /// A copy of a connection's slot; `nil` if it is gone.
    subscript(id: PoolConnectionID) -> PoolSlot<Connection>? {
        position(of: id).map { slots[$0] }
    }

    /// Takes in a connection. Returns its number, which no other had before.
    mutating func append(_ slot: PoolSlot<Connection>) -> PoolConnectionID {
        defer { nextID += 1 }
        ids.append(nextID)
        slots.append(slot)
        return nextID
    }

    /// Reads of a slot, or changes it, where it is. Returns what the body returns; `nil` if the slot is gone.
    @discardableResult
    mutating func withSlot<Value>(_ id: PoolConnectionID, _ body: (inout PoolSlot<Connection>) -> Value?) -> Value? {
        position(of: id).flatMap { body(&slots[$0]) }
    }

    mutating func remove(_ id: PoolConnectionID) {
        guard let position = position(of: id) else { return }
        ids.remove(at: position)
        slots.remove(at: position)
    }

    private func position(of id: PoolConnectionID) -> Int? {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id ? low : nil
    }
}
