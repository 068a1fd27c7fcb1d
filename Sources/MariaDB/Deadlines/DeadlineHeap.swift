/// Deadlines and what is to be done at each, the earliest first, as a value without a clock.
///
/// A binary heap whose entries know where they stand, so that one that is met, as nearly all are, is taken out in logarithmic time
/// and leaves nothing behind.
struct DeadlineHeap<Instant: Comparable, Action> {
    /// Names an entry until it is taken out.
    struct Ticket: Hashable {
        fileprivate let slot: Int
        fileprivate let number: UInt64
    }

    private struct Slot {
        var number: UInt64
        var deadline: Instant
        var action: Action
        var position: Int
    }

    private var slots: [Slot?] = []
    private var freeSlots: [Int] = []
    /// Slots, each before the two that follow at twice its position.
    private var heap: [Int] = []
    private var lastNumber: UInt64 = 0

    var count: Int { heap.count }

    /// The next deadline.
    var earliest: Instant? { heap.first.flatMap { slots[$0]?.deadline } }

    /// Adds a deadline.
    mutating func insert(_ deadline: Instant, _ action: Action) -> Ticket {
        lastNumber += 1
        let entry = Slot(number: lastNumber, deadline: deadline, action: action, position: heap.count)
        let slot: Int
        if let free = freeSlots.popLast() {
            slot = free
            slots[free] = entry
        } else {
            slot = slots.count
            slots.append(entry)
        }
        heap.append(slot)
        siftUp(heap.count - 1)
        return Ticket(slot: slot, number: lastNumber)
    }

    /// Takes a deadline out that was met. Does nothing if its time has come before.
    mutating func remove(_ ticket: Ticket) {
        guard let entry = slots[ticket.slot], entry.number == ticket.number else { return }
        remove(at: entry.position)
    }

    /// Takes out the earliest entry if its time has come.
    mutating func popDue(at now: Instant) -> Action? {
        guard let first = heap.first, let entry = slots[first], entry.deadline <= now else { return nil }
        remove(at: 0)
        return entry.action
    }

    private mutating func remove(at position: Int) {
        let slot = heap[position]
        let last = heap.removeLast()
        slots[slot] = nil
        freeSlots.append(slot)
        guard position < heap.count else { return }
        heap[position] = last
        slots[last]?.position = position
        siftUp(position)
        siftDown(position)
    }

    private mutating func siftUp(_ start: Int) {
        var position = start
        while position > 0 {
            let parent = (position - 1) / 2
            guard isEarlier(position, parent) else { return }
            swap(position, parent)
            position = parent
        }
    }

    private mutating func siftDown(_ start: Int) {
        var position = start
        while true {
            var earliest = position
            for child in [2 * position + 1, 2 * position + 2] where child < heap.count && isEarlier(child, earliest) {
                earliest = child
            }
            guard earliest != position else { return }
            swap(position, earliest)
            position = earliest
        }
    }

    private func isEarlier(_ one: Int, _ other: Int) -> Bool {
        guard let one = slots[heap[one]]?.deadline, let other = slots[heap[other]]?.deadline else { return false }
        return one < other
    }

    private mutating func swap(_ one: Int, _ other: Int) {
        heap.swapAt(one, other)
        slots[heap[one]]?.position = one
        slots[heap[other]]?.position = other
    }
}
