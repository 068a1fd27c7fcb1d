import Testing

@testable import MariaDB

/// Whatever happens, in whatever order: nobody is forgotten, nobody is told twice, nothing is counted wrong.
@Suite("Random walks of a pool")
struct PoolRandomWalkTests {
    @Test("keep what always holds", arguments: 1...60 as ClosedRange<UInt64>)
    func walk(seed: UInt64) {
        var walk = PoolWalk(seed: seed)
        for _ in 0..<1_500 {
            walk.step()
            walk.check()
        }
        walk.end()
        walk.check()
        #expect(walk.pool.state.counts == PoolCounts())
        #expect(walk.pool.isDrained)
        #expect(walk.told.count == walk.asked)
    }
}

private struct PoolWalk {
    var pool: ImaginaryConnectionPool
    var chance: Chance
    var held: [Int] = []
    var tickets: [(waiter: Int, ticket: Int, hasArrived: Bool)] = []
    var asked = 0
    var seen = 0
    /// Everyone who was told something.
    var told: Set<Int> = []

    init(seed: UInt64) {
        chance = Chance(seed: seed)
        var limits = PoolLimits()
        limits.maximum = 1 + Int(chance.next() * 6)
        limits.minimum = Int(chance.next() * Double(limits.maximum))
        limits.maximumConnecting = 1 + Int(chance.next() * 3)
        limits.idleTimeout = .seconds(2)
        limits.maximumLifetime = .seconds(20)
        limits.leakThreshold = chance.next() < 0.5 ? .seconds(3) : nil
        pool = ImaginaryConnectionPool(limits, seed: seed)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Int? {
        elements.isEmpty ? nil : Int(chance.next() * Double(elements.count))
    }

    mutating func step() {
        switch Int(chance.next() * 12) {
        case 0, 1, 2: ask()
        case 3: if let at = pick(tickets) { arrive(at) }
        case 4, 5: if let at = pick(held) { pool.release(held.remove(at: at), isReusable: chance.next() < 0.8) }
        case 6, 7: if !pool.dialling.isEmpty { pool.connected(longestIdle: chance.next() < 0.5 ? .seconds(3) : nil) }
        case 8: if !pool.dialling.isEmpty { pool.connectFailed(isFinal: chance.next() < 0.2) }
        case 9: if !pool.closing.isEmpty { pool.closed() }
        case 10: if let at = pick(tickets) { pool.cancel(tickets[at].ticket) }
        default: pool.advance(by: .milliseconds(Int(chance.next() * 900)))
        }
        take()
    }

    mutating func ask() {
        let (id, ticket) = pool.acquire(isAgain: chance.next() < 0.1)
        asked += 1
        if let id {
            held.append(id)
            told.insert(-asked)
        } else if let ticket {
            tickets.append((asked, ticket, false))
            if chance.next() < 0.8 { arrive(tickets.count - 1) }
        }
    }

    mutating func arrive(_ at: Int) {
        guard !tickets[at].hasArrived else { return }
        tickets[at].hasArrived = true
        pool.wait(tickets[at].waiter, ticket: tickets[at].ticket, for: .milliseconds(Int(chance.next() * 3_000)))
    }

    /// Takes note of what was told since the last time.
    mutating func take() {
        for (waiter, outcome) in pool.told[seen...] {
            #expect(told.insert(waiter).inserted, "told twice")
            if case .leased(let id) = outcome {
                #expect(!held.contains(id), "one connection for two")
                held.append(id)
            }
        }
        seen = pool.told.count
    }

    func check() {
        let counts = pool.state.counts
        #expect(counts.total <= pool.state.limits.maximum)
        #expect(counts.inUse == held.count)
        #expect(counts.connecting == pool.dialling.count && counts.closing == pool.closing.count)
        #expect(counts.idle == 0 || counts.waiting == 0, "somebody waits beside an idle connection")
        #expect(pool.dialling.count <= pool.state.limits.maximumConnecting)
        let waiting = tickets.count { $0.hasArrived && !told.contains($0.waiter) }
        #expect(counts.waiting == waiting)
        let isStuck = counts.waiting > 0 && counts.total == 0 && pool.timer == nil
        #expect(!isStuck, "somebody waits and nothing is to happen")
    }

    mutating func end() {
        pool.shutDown()
        for at in tickets.indices { arrive(at) }
        take()
        while !held.isEmpty { pool.release(held.removeLast()) }
        while !pool.dialling.isEmpty { pool.connected() }
        pool.closedAll()
    }
}
