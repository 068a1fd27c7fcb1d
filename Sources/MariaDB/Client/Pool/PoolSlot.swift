/// One connection of a pool, from the decision to make it until it is closed.
struct PoolSlot<Connection> {
    enum Phase {
        case connecting
        case idle(since: Moment)
        case leased(PoolLease)
        /// Counts until it is gone: the server counts it too.
        case closing
    }

    var phase = Phase.connecting
    /// How many attempts of the pool had failed when this one began.
    let failuresBefore: Int
    /// `nil` while it is being made.
    var connection: Connection?
    /// When the connection is too old to be leased again.
    var expiresAt: Moment
    /// How long the server lets it be idle, with a margin; then it is replaced even if the minimum wants it.
    var longestIdle: Duration?

    /// Until when the connection may be leased: then it is too old, or has been idle for so long that the server may be about to end it.
    func end(idleSince: Moment) -> Moment {
        longestIdle.map { min(expiresAt, idleSince + $0) } ?? expiresAt
    }
}

/// Who holds a connection, and since when.
struct PoolLease: Sendable {
    let holder: CallSite
    let since: Moment
    var isReported = false
}
