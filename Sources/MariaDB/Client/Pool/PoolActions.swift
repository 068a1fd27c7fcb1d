/// What is to be done after an event of a pool, once its lock is given back. Most events leave most of it empty, and empty
/// arrays cost nothing.
struct PoolActions<Connection, Waiter> {
    /// Waiters that get a connection.
    var handOvers: [(waiter: Waiter, leased: LeasedConnection<Connection>)] = []
    /// Waiters that get none.
    var failures: [(waiter: Waiter, failure: PoolFailure)] = []
    /// Connections to be made. Report back with `connected` or `connectFailed`.
    var connects: [PoolConnectionID] = []
    /// Connections to be closed. Report back with `closed`.
    var closes: [(id: PoolConnectionID, connection: Connection)] = []
    /// Leases that have lasted too long and were not reported before.
    var leaks: [(lease: PoolLease, id: PoolConnectionID)] = []
    /// When to call `tick`, in the place of the time said before; `nil` leaves that as it is.
    var timer: Moment?
    /// The last connection of a pool that is being shut down is gone.
    var isDrained = false
}

extension PoolActions: Sendable where Connection: Sendable, Waiter: Sendable {}

/// The number of a connection in its pool; not the server's number for it.
typealias PoolConnectionID = Int

/// Why somebody who waited gets no connection.
enum PoolFailure: Sendable {
    case cancelled
    case timedOut(PoolCounts)
    case shutDown
    /// No connection exists and the server says that trying again is of no use.
    case refused
}

/// Who is where in a pool, at one moment.
struct PoolCounts: Sendable, Hashable {
    var inUse = 0
    var idle = 0
    var connecting = 0
    var closing = 0
    var waiting = 0

    /// Connections that exist or are being made.
    var total: Int { inUse + idle + connecting + closing }

    /// How much has changed since another moment.
    static func - (now: PoolCounts, before: PoolCounts) -> PoolCounts {
        PoolCounts(
            inUse: now.inUse - before.inUse, idle: now.idle - before.idle, connecting: now.connecting - before.connecting,
            closing: now.closing - before.closing, waiting: now.waiting - before.waiting)
    }
}

/// A connection that its holder may use until it is released.
struct LeasedConnection<Connection> {
    let id: PoolConnectionID
    let connection: Connection
    /// Without use before this lease; zero for one that comes straight from another holder.
    let idle: Duration
    /// When the lease began.
    let since: Moment
}

extension LeasedConnection: Sendable where Connection: Sendable {}
