import Testing

@testable import MariaDB

@Suite("The statement cache")
struct StatementCacheTests {
    @Test("gives back what was put in, and lets go of what was used longest ago")
    func order() {
        var cache = StatementCache<Int>(capacity: 2)
        #expect(cache.insert(1, for: "a") == nil)
        #expect(cache.insert(2, for: "b") == nil)
        #expect(cache.statement(for: "a") == 1)
        #expect(cache.insert(3, for: "c") == 2)
        #expect(cache.statement(for: "b") == nil)
        #expect(cache.statement(for: "a") == 1 && cache.statement(for: "c") == 3)
        #expect(cache.count == 2)
    }

    @Test("hands out every statement exactly once to be closed")
    func ownership() {
        var cache = StatementCache<Int>(capacity: 8)
        var closed: [Int] = []
        for number in 0..<1000 {
            if let old = cache.insert(number, for: "\(number % 20)") { closed.append(old) }
            if number % 7 == 0, let removed = cache.remove("\(number % 20)") { closed.append(removed) }
        }
        #expect(cache.count <= 8)
        closed += cache.removeAll()
        #expect(closed.sorted() == Array(0..<1000))
        #expect(cache.removeAll().isEmpty)
    }

    @Test("replaces a statement of the same text")
    func replacement() {
        var cache = StatementCache<Int>(capacity: 2)
        #expect(cache.insert(1, for: "a") == nil)
        #expect(cache.insert(2, for: "a") == 1)
        #expect(cache.statement(for: "a") == 2)
    }

    @Test("keeps nothing when it has no room", arguments: [0, -1])
    func noRoom(capacity: Int) {
        var cache = StatementCache<Int>(capacity: capacity)
        #expect(cache.insert(1, for: "a") == 1)
        #expect(cache.statement(for: "a") == nil)
    }
}
