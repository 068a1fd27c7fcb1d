/// The pool's mind: who has which connection, who waits, what is to be made or closed. A value: it knows no clock, no lock and no
/// network. Each event gets the time and returns what is to be done.
///
/// What always holds, and the random walks of the tests check: there are never more connections than the maximum; nobody waits
/// while a connection is idle; who began to wait is served, or told why not, exactly once, in the order of arrival.
struct ConnectionPoolState<Connection, Waiter> {
    typealias Actions = PoolActions<Connection, Waiter>

    enum Phase {
        case open
        case draining
    }

    let limits: PoolLimits
    var phase = Phase.open
    var slots = PoolSlots<Connection>()
    /// Those without a holder. The last was used last and goes first, so that what is not needed falls idle and goes.
    var idle: [PoolConnectionID] = []
    var waiters = WaiterQueue<Waiter>()
    var connecting = 0
    var closing = 0
    var backoff: ConnectBackoff
    var chance: Chance
    /// When `tick` was last asked for.
    var timer: Moment?

    /// - Parameter seed: For what is spread by chance: lifetimes and the time between attempts.
    init(_ limits: PoolLimits, seed: UInt64) {
        self.limits = limits
        backoff = ConnectBackoff(Chance(seed: seed))
        chance = Chance(seed: ~seed)
    }

    var counts: PoolCounts {
        PoolCounts(
            inUse: slots.count - idle.count - connecting - closing, idle: idle.count, connecting: connecting, closing: closing,
            waiting: waiters.count
        )
    }

    /// The leases that have lasted longest, the longest first.
    func longestLeases(_ maximum: Int) -> [(lease: PoolLease, connection: Connection)] {
        let all = slots.all.compactMap { _, slot -> (lease: PoolLease, connection: Connection)? in
            guard case .leased(let lease) = slot.phase, let connection = slot.connection else { return nil }
            return (lease, connection)
        }
        return Array(all.sorted { $0.lease.since < $1.lease.since }.prefix(maximum))
    }

    /// All connections that somebody holds.
    var leasedConnections: [(id: PoolConnectionID, connection: Connection)] {
        slots.all.compactMap { id, slot in
            guard case .leased = slot.phase, let connection = slot.connection else { return nil }
            return (id, connection)
        }
    }
}
