import Testing

@testable import MariaDB

@Suite("Shutting a pool down")
struct PoolShutdownTests {
    private func pool(maximum: Int) -> ImaginaryConnectionPool {
        var limits = PoolLimits()
        limits.maximum = maximum
        return ImaginaryConnectionPool(limits)
    }

    @Test("is done at once when nothing is there")
    func empty() {
        var pool = pool(maximum: 2)
        pool.shutDown()
        #expect(pool.isDrained)
        let (id, ticket) = pool.acquire()
        #expect(id == nil && ticket == nil)
    }

    @Test("tells those who wait, closes what is idle, and lets holders finish")
    func graceful() throws {
        var pool = pool(maximum: 2)
        pool.ask(0)
        pool.ask(1)
        pool.connected()
        pool.connected()
        pool.release(1)
        #expect(pool.ask(2) == 1)
        pool.ask(3)
        let late = try #require(pool.acquire().ticket)
        pool.release(0)
        pool.shutDown()
        pool.wait(4, ticket: late)
        #expect(pool.outcomes(of: 3) == [.leased(0)])
        #expect(pool.outcomes(of: 4) == [.shutDown])
        pool.release(0)
        pool.closedAll()
        #expect(!pool.isDrained)
        pool.release(1)
        pool.closedAll()
        #expect(pool.isDrained)
    }

    @Test("waits for attempts to connect and closes what comes of them")
    func connecting() {
        var pool = pool(maximum: 2)
        pool.ask(0)
        pool.shutDown()
        #expect(pool.told.map(\.outcome) == [.shutDown])
        #expect(!pool.isDrained)
        pool.connected()
        pool.closedAll()
        #expect(pool.isDrained)
    }

    @Test("takes the connections away from those who need too long")
    func abandon() {
        var pool = pool(maximum: 3)
        pool.ask(0)
        pool.connected()
        pool.ask(1)
        pool.shutDown()
        pool.abandon()
        #expect(pool.closing == [0])
        pool.closed()
        #expect(pool.isDrained)
        pool.release(0)
        let late = pool.connected()
        #expect(pool.closing == [late])
        pool.closed()
        #expect(pool.state.counts == PoolCounts())
    }
}
