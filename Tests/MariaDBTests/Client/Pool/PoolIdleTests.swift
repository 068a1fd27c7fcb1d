import Testing

@testable import MariaDB

@Suite("Idle connections of a pool")
struct PoolIdleTests {
    private func pool(_ minimum: Int, _ maximum: Int, lifetime: Duration = .seconds(100_000)) -> ImaginaryConnectionPool {
        var limits = PoolLimits()
        limits.minimum = minimum
        limits.maximum = maximum
        limits.maximumConnecting = maximum
        limits.idleTimeout = .seconds(60)
        limits.maximumLifetime = lifetime
        return ImaginaryConnectionPool(limits)
    }

    @Test("go after the idle time, down to the minimum")
    func idleTimeout() {
        var pool = pool(1, 3)
        let taken = (0..<3).map { pool.ask($0) }
        #expect(taken == [nil, nil, nil])
        for _ in 0..<3 { pool.connected() }
        for id in 0..<3 { pool.release(id) }
        pool.advance(by: .seconds(59))
        #expect(pool.closing.isEmpty)
        pool.advance(by: .seconds(1))
        #expect(pool.closing == [0, 1])
        pool.closedAll()
        pool.advance(by: .seconds(10_000))
        #expect(pool.state.counts == PoolCounts(idle: 1))
    }

    @Test("are counted from their last use")
    func useKeepsThem() {
        var pool = pool(0, 1)
        pool.ask(0)
        pool.connected()
        for _ in 0..<5 {
            pool.release(0)
            pool.advance(by: .seconds(50))
            #expect(pool.ask(1) == 0)
        }
        pool.release(0)
        pool.advance(by: .seconds(60))
        #expect(pool.closing == [0])
    }

    @Test("are replaced when they are too old, also those of the minimum, not all at once")
    func lifetime() {
        var pool = pool(4, 4, lifetime: .seconds(1_000))
        pool.fill()
        for _ in 0..<4 { pool.connected() }
        pool.advance(by: .seconds(899))
        #expect(pool.closing.isEmpty)
        var ends: [Duration] = []
        for _ in 0..<110 {
            pool.advance(by: .seconds(1))
            ends += pool.closing.map { _ in pool.now }
            pool.closedAll()
            while !pool.dialling.isEmpty { pool.connected() }
        }
        #expect(ends.count == 4 && Set(ends).count > 1)
        #expect(pool.state.counts == PoolCounts(idle: 4))
    }

    @Test("are not kept beyond their lifetime by constant use")
    func lifetimeUnderLoad() {
        var pool = pool(0, 1, lifetime: .seconds(100))
        pool.ask(0)
        pool.connected()
        pool.ask(1, for: .seconds(1_000))
        pool.advance(by: .seconds(101))
        pool.release(0)
        #expect(pool.closing == [0])
        pool.closed()
        pool.connected()
        #expect(pool.outcomes(of: 1) == [.leased(1)])
    }

    @Test("are replaced before the server ends them")
    func waitTimeout() {
        var pool = pool(1, 1)
        pool.fill()
        pool.connected(longestIdle: .seconds(20))
        pool.advance(by: .seconds(19))
        #expect(pool.closing.isEmpty)
        pool.advance(by: .seconds(1))
        #expect(pool.closing == [0])
        pool.closed()
        #expect(pool.dialling == [1])
    }

    @Test("are not leased when the timer is late and they are stale")
    func staleAtCheckout() {
        var pool = pool(0, 2)
        pool.ask(0)
        pool.connected(longestIdle: .seconds(20))
        pool.release(0)
        pool.timer = nil
        pool.advance(by: .seconds(30))
        #expect(pool.ask(1) == nil)
        #expect(pool.closing == [0] && pool.dialling == [1])
    }

    @Test("need no timer when there are none")
    func noTimer() {
        var pool = pool(0, 2)
        pool.ask(0)
        pool.connected()
        pool.release(0)
        pool.advance(by: .seconds(1_000))
        pool.closedAll()
        #expect(pool.timer == nil)
        #expect(pool.state.counts == PoolCounts())
    }
}
