/// The connections that the running task holds, so that a task that waits for another one can be told.
struct LeaseScope: Sendable {
    @TaskLocal static var current: LeaseScope?

    let pool: ObjectIdentifier
    let holder: CallSite
    let outer: [LeaseScope]

    init(_ pool: ConnectionPool, _ holder: CallSite) {
        self.pool = ObjectIdentifier(pool)
        self.holder = holder
        let current = Self.current
        outer = current.map { $0.outer + [$0] } ?? []
    }

    /// Where the running task took the connections of a pool that it holds.
    static func holders(in pool: ConnectionPool) -> [CallSite] {
        guard let current else { return [] }
        return (current.outer + [current]).filter { $0.pool == ObjectIdentifier(pool) }.map(\.holder)
    }
}
