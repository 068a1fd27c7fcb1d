/// The connections that the running task holds, so that a task that waits for another one can be told, and one that uses a connection
/// beyond its lease, too.
struct LeaseScope: Sendable {
    @TaskLocal static var current: LeaseScope?

    let pool: ObjectIdentifier
    let holder: CallSite
    let connection: UInt64
    let lease: ConnectionLease.Number
    let outer: [LeaseScope]

    init(_ pool: ConnectionPool, _ holder: CallSite, _ leased: ConnectionPool.Leased, _ lease: ConnectionLease.Number) {
        self.pool = ObjectIdentifier(pool)
        self.holder = holder
        connection = leased.connection.lease.id
        self.lease = lease
        let current = Self.current
        outer = current.map { $0.outer + [$0] } ?? []
    }

    /// Where the running task took the connections of a pool that it holds.
    static func holders(in pool: ConnectionPool) -> [CallSite] {
        guard let current else { return [] }
        return (current.outer + [current]).filter { $0.pool == ObjectIdentifier(pool) }.map(\.holder)
    }

    /// The lease under which the running task got a connection last.
    static func lease(of connection: UInt64) -> ConnectionLease.Number? {
        guard let current else { return nil }
        if current.connection == connection { return current.lease }
        return current.outer.last { $0.connection == connection }?.lease
    }
}
