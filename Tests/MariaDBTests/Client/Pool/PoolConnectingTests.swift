import Testing

@testable import MariaDB

@Suite("Connecting in a pool")
struct PoolConnectingTests {
    private func limits(_ minimum: Int, _ maximum: Int, connecting: Int = 4) -> PoolLimits {
        var limits = PoolLimits()
        limits.minimum = minimum
        limits.maximum = maximum
        limits.maximumConnecting = connecting
        return limits
    }

    @Test("fills the pool to its minimum, a few at a time")
    func fill() {
        var pool = ImaginaryConnectionPool(limits(5, 10, connecting: 2))
        pool.fill()
        #expect(pool.dialling.count == 2)
        for _ in 0..<5 {
            pool.connected()
            #expect(pool.dialling.count <= 2)
        }
        #expect(pool.dialling.isEmpty)
        #expect(pool.state.counts == PoolCounts(idle: 5))
    }

    @Test("makes no connection that nobody waits for")
    func onDemand() {
        var pool = ImaginaryConnectionPool(limits(0, 10))
        pool.fill()
        #expect(pool.attempts.isEmpty)
        pool.ask(1)
        #expect(pool.dialling == [0])
        pool.ask(2)
        #expect(pool.dialling == [0, 1])
        pool.connected()
        pool.connected()
        #expect(pool.told.map(\.waiter) == [1, 2])
        #expect(pool.attempts.count == 2)
    }

    @Test("never goes beyond the maximum, those that are being closed included")
    func maximum() {
        var pool = ImaginaryConnectionPool(limits(0, 2))
        for waiter in 0..<5 { pool.ask(waiter) }
        #expect(pool.dialling.count == 2)
        pool.connected()
        pool.connected()
        #expect(pool.dialling.isEmpty)
        pool.release(0, isReusable: false)
        #expect(pool.dialling.isEmpty)
        pool.closed()
        #expect(pool.dialling == [2])
    }

    /// HikariCP's test of pool size against threads: 50 tasks of 2 ms each on an empty pool, 250 ms to connect.
    @Test("does not answer a spike with a storm of connections")
    func spike() {
        var pool = ImaginaryConnectionPool(limits(0, 50))
        var connectsAt: [Duration] = []
        var releases: [(at: Duration, id: Int)] = []
        var served = 0
        for waiter in 0..<50 { pool.ask(waiter) }
        while served < 50 || !releases.isEmpty {
            while connectsAt.count < pool.attempts.count {
                connectsAt.append(pool.attempts[connectsAt.count] + .milliseconds(250))
            }
            let nextConnect = pool.dialling.first.map { connectsAt[$0] } ?? .seconds(1_000)
            let nextRelease = releases.first?.at ?? .seconds(1_000)
            pool.advance(by: min(nextConnect, nextRelease) - pool.now)
            if nextConnect < nextRelease { pool.connected() } else { pool.release(releases.removeFirst().id) }
            for case (_, .leased(let id)) in pool.told[served...] { releases.append((pool.now + .milliseconds(2), id)) }
            served = pool.told.count
        }
        #expect(pool.attempts.count <= 8)
    }

    @Test(
        "leaves a server alone that does not answer: one attempt at a time, fewer than five a second",
        arguments: 1...20 as ClosedRange<UInt64>)
    func backOff(seed: UInt64) {
        var pool = ImaginaryConnectionPool(limits(0, 10), seed: seed)
        for waiter in 0..<20 { pool.ask(waiter, for: .seconds(60)) }
        #expect(pool.dialling.count == 4)
        for _ in 0..<2_000 {
            while !pool.dialling.isEmpty { pool.connectFailed() }
            pool.advance(by: .milliseconds(10))
            #expect(pool.dialling.count <= 1)
        }
        for first in pool.attempts {
            #expect(pool.attempts.count { $0 >= first && $0 < first + .seconds(1) } < 5)
        }
        #expect(pool.attempts.count > 13)
        #expect(pool.told.isEmpty)
    }

    @Test("goes on as before once the server is back, whoever waits")
    func recovers() {
        var pool = ImaginaryConnectionPool(limits(0, 3))
        for waiter in 0..<3 { pool.ask(waiter) }
        for _ in 0..<3 { pool.connectFailed() }
        pool.advance(by: .seconds(2))
        #expect(pool.dialling.count == 1)
        pool.connected()
        #expect(pool.dialling.count == 2)
        pool.connected()
        pool.connected()
        #expect(pool.told.map(\.waiter) == [0, 1, 2])
    }

    /// The server says 1040, too many connections, or 1226, too many of this user.
    @Test("serves those who wait with the connections that exist while the server gives no more")
    func serverIsFull() {
        var pool = ImaginaryConnectionPool(limits(0, 5))
        for waiter in 0..<4 { pool.ask(waiter) }
        pool.connected()
        while !pool.dialling.isEmpty { pool.connectFailed() }
        for _ in 0..<3 { pool.release(0) }
        #expect(pool.told.map(\.waiter) == [0, 1, 2, 3])
    }

    /// Those that the server let in took the failures of the others for over: ten attempts within the first second, and a test on
    /// the real server that allowed seven.
    @Test("asks no more for one success among attempts that began together")
    func someSucceed() {
        var pool = ImaginaryConnectionPool(limits(0, 10))
        for waiter in 0..<20 { pool.ask(waiter, for: .seconds(60)) }
        #expect(pool.dialling.count == 4)
        for _ in 0..<2 {
            pool.connectFailed()
            pool.connected()
        }
        #expect(pool.dialling.isEmpty && pool.attempts.count == 4)
        pool.advance(by: .seconds(1))
        #expect(pool.dialling.count == 1)
        pool.connected()
        #expect(pool.dialling.count == 4)
    }

    @Test("tells everybody at once when no attempt can succeed and there is no connection")
    func refused() {
        var pool = ImaginaryConnectionPool(limits(0, 5))
        pool.ask(1)
        pool.ask(2)
        pool.connectFailed(isFinal: true)
        #expect(pool.told.map(\.outcome) == [.refused, .refused])
    }

    @Test("lets go of nobody who is served by a connection that exists, though no new one can be made")
    func refusedWithConnections() {
        var pool = ImaginaryConnectionPool(limits(0, 5))
        pool.ask(1)
        pool.connected()
        pool.ask(2)
        pool.connectFailed(isFinal: true)
        #expect(pool.told.map(\.waiter) == [1])
        pool.release(0)
        #expect(pool.outcomes(of: 2) == [.leased(0)])
    }
}
