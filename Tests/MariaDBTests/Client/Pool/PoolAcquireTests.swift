import Testing

@testable import MariaDB

@Suite("Acquiring from a pool")
struct PoolAcquireTests {
    private func pool(maximum: Int, connected: Int) -> ImaginaryConnectionPool {
        var limits = PoolLimits()
        limits.maximum = maximum
        limits.minimum = connected
        limits.maximumConnecting = max(1, connected)
        var pool = ImaginaryConnectionPool(limits)
        pool.fill()
        for _ in 0..<connected { pool.connected() }
        return pool
    }

    @Test("takes the connection that was used last")
    func lastUsedFirst() {
        var pool = pool(maximum: 3, connected: 3)
        let (first, second) = (pool.ask(1), pool.ask(2))
        #expect(first == 2 && second == 1)
        pool.release(2)
        pool.release(1)
        #expect(pool.ask(3) == 1)
        #expect(pool.state.counts == PoolCounts(inUse: 1, idle: 2))
    }

    @Test("serves those who wait in the order of their arrival, each with the connection that another gives back")
    func firstComeFirstServed() {
        var pool = pool(maximum: 1, connected: 1)
        #expect(pool.ask(0) == 0)
        for waiter in 1...5 { #expect(pool.ask(waiter) == nil) }
        #expect(pool.state.counts == PoolCounts(inUse: 1, waiting: 5))
        for _ in 1...5 { pool.release(0) }
        #expect(pool.told.map(\.waiter) == [1, 2, 3, 4, 5])
        #expect(pool.told.allSatisfy { $0.outcome == .leased(0) })
        #expect(pool.state.counts == PoolCounts(inUse: 1))
    }

    @Test("lets nobody overtake one who has a ticket and comes to wait a moment later")
    func ticketKeepsThePlace() throws {
        var pool = pool(maximum: 1, connected: 1)
        pool.ask(0)
        let early = try #require(pool.acquire().ticket)
        pool.ask(2)
        pool.wait(1, ticket: early)
        pool.release(0)
        #expect(pool.told.map(\.waiter) == [1])
    }

    @Test("forgets at once one who is cancelled, whether it waits or is about to")
    func cancelledWaiter() throws {
        var pool = pool(maximum: 1, connected: 1)
        pool.ask(0)
        let (first, second) = (try #require(pool.acquire().ticket), try #require(pool.acquire().ticket))
        pool.wait(1, ticket: first)
        pool.cancel(first)
        pool.cancel(second)
        pool.wait(2, ticket: second)
        #expect(pool.told.map(\.outcome) == [.cancelled, .cancelled])
        #expect(pool.state.counts.waiting == 0)
        pool.release(0)
        #expect(pool.state.counts == PoolCounts(idle: 1))
        pool.cancel(first)
        #expect(pool.told.count == 2)
    }

    @Test("does not take back a connection from one who is cancelled a moment after getting it")
    func cancelledAfterBeingServed() throws {
        var pool = pool(maximum: 1, connected: 1)
        pool.ask(0)
        let ticket = try #require(pool.acquire().ticket)
        pool.wait(1, ticket: ticket)
        pool.release(0)
        pool.cancel(ticket)
        #expect(pool.outcomes(of: 1) == [.leased(0)])
        #expect(pool.state.counts == PoolCounts(inUse: 1))
    }

    @Test("serves first one whose connection was found dead")
    func comesBack() throws {
        var pool = pool(maximum: 1, connected: 1)
        pool.ask(0)
        pool.ask(1)
        pool.release(0, isReusable: false)
        let again = try #require(pool.acquire(isAgain: true).ticket)
        pool.wait(0, ticket: again)
        pool.closedAll()
        pool.connected()
        #expect(pool.told.map(\.waiter) == [0])
    }

    @Test("gives up when the time is up, and says what the pool was doing")
    func timeout() {
        var pool = pool(maximum: 2, connected: 2)
        pool.ask(0)
        pool.ask(1)
        pool.ask(2, for: .seconds(3))
        pool.advance(by: .seconds(1))
        pool.ask(3, for: .seconds(3))
        pool.advance(by: .milliseconds(1_999))
        #expect(pool.told.isEmpty)
        pool.advance(by: .milliseconds(1))
        #expect(pool.told.map(\.waiter) == [2])
        #expect(pool.timedOutCounts == PoolCounts(inUse: 2, waiting: 2))
        pool.advance(by: .seconds(1))
        #expect(pool.outcomes(of: 3) == [.timedOut])
    }

    @Test("reports a connection once that is held for too long")
    func leak() {
        var limits = PoolLimits()
        limits.leakThreshold = .seconds(5)
        var pool = ImaginaryConnectionPool(limits)
        pool.ask(7)
        pool.connected()
        pool.advance(by: .seconds(4))
        #expect(pool.leaks.isEmpty)
        pool.advance(by: .seconds(60))
        #expect(pool.leaks == ["7"])
    }
}
