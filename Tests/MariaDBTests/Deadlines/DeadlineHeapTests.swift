import Testing

@testable import MariaDB

/// Deadlines on a clock of whole numbers.
@Suite("Deadlines")
struct DeadlineHeapTests {
    @Test("come due in their order, and not before their time")
    func order() {
        var heap = DeadlineHeap<Int, String>()
        for (deadline, action) in [(30, "c"), (10, "a"), (20, "b")] { _ = heap.insert(deadline, action) }
        #expect(heap.earliest == 10)
        #expect(heap.popDue(at: 9) == nil)
        #expect(heap.popDue(at: 25) == "a")
        #expect(heap.popDue(at: 25) == "b")
        #expect(heap.popDue(at: 25) == nil)
        #expect(heap.earliest == 30)
        #expect(heap.popDue(at: 30) == "c")
        #expect(heap.earliest == nil && heap.count == 0)
    }

    @Test("that were met are gone, and a ticket names nothing else afterwards")
    func removing() {
        var heap = DeadlineHeap<Int, String>()
        let first = heap.insert(10, "a")
        heap.remove(first)
        #expect(heap.count == 0)
        _ = heap.insert(5, "b")
        heap.remove(first)
        #expect(heap.popDue(at: 5) == "b", "the old ticket has not taken it")
        heap.remove(first)
    }

    @Test("agree with a sorted list over many random inserts, removals and times")
    func random() {
        var generator = SplitMix64(seed: 4)
        var heap = DeadlineHeap<Int, Int>()
        var list: [(deadline: Int, id: Int, ticket: DeadlineHeap<Int, Int>.Ticket)] = []
        var now = 0
        for id in 0..<20_000 {
            switch Int.random(in: 0..<5, using: &generator) {
            case 0..<3:
                let deadline = now + Int.random(in: 0..<1000, using: &generator)
                list.append((deadline, id, heap.insert(deadline, id)))
            case 3:
                if let index = list.indices.randomElement(using: &generator) { heap.remove(list.remove(at: index).ticket) }
            default:
                now += Int.random(in: 0..<50, using: &generator)
                var due: Set<Int> = []
                while let id = heap.popDue(at: now) { due.insert(id) }
                #expect(due == Set(list.filter { $0.deadline <= now }.map(\.id)))
                list.removeAll { $0.deadline <= now }
            }
            #expect(heap.count == list.count)
            #expect(heap.earliest == list.map(\.deadline).min())
        }
    }
}
