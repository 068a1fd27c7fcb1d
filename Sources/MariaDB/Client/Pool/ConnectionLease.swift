internal import Synchronization

/// Whether a connection of a pool is given out, and to which lease: so that who keeps it beyond his lease is told, and does not speak
/// in the middle of somebody else's.
struct ConnectionLease: ~Copyable, Sendable {
    typealias Number = UInt64

    private static let lastID = Atomic<UInt64>(0)

    /// Tells connections apart, also those that are gone.
    let id = Self.lastID.add(1, ordering: .relaxed).newValue
    /// 0 for a connection that no pool has given out yet, odd while somebody has it, even in between.
    private let number = Atomic<Number>(0)

    /// Somebody gets the connection.
    func begin() -> Number { number.add(1, ordering: .relaxed).newValue }

    /// He gives it back.
    func end() { number.add(1, ordering: .relaxed) }

    /// Whether the connection may be used now.
    ///
    /// - Parameter holder: The lease that the caller knows of, if he knows of one. A task that was detached does not, and passes as
    ///   long as anybody has the connection. Not asked for a connection without a pool.
    func permits(_ holder: @autoclosure () -> Number?) -> Bool {
        let current = number.load(ordering: .relaxed)
        guard current > 0 else { return true }
        guard !current.isMultiple(of: 2) else { return false }
        return holder().map { $0 == current } ?? true
    }
}
