internal import BlockingExecutors
internal import Synchronization

/// The task that has a connection for the body of its `withConnection`, and what is found out once for the body, not again for each
/// call: that its cancellation has to be watched, and by which lease it has the connection. Together that costs as much as a third of
/// what a short call does.
///
/// The task's children have its executor preference and are not it: their calls find it out each by itself.
struct BodyTask: ~Copyable, Sendable {
    /// The task's ``TaskIdentity``; 0 if there is none. The task alone reads the rest, and writes it, so no order is needed between
    /// threads.
    private let address = Atomic<UInt>(0)
    private let leaseNumber = Atomic<ConnectionLease.Number>(0)

    /// Whether the caller is the body's task.
    var isCurrent: Bool {
        let address = address.load(ordering: .relaxed)
        return address != 0 && address == TaskIdentity.current
    }

    /// The lease that the task knew of when the body began: it can not get another one meanwhile.
    var lease: ConnectionLease.Number? {
        let number = leaseNumber.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    /// The body begins. Returns whether the task is the body's now and was not before: then ``end()`` must follow. Another task may have
    /// its body at the same time, and a body may be inside of another.
    ///
    /// - Parameter lease: The lease that the task knows of.
    func begin(_ lease: ConnectionLease.Number?) -> Bool {
        let current = TaskIdentity.current
        guard address.compareExchange(expected: 0, desired: current, ordering: .relaxed).exchanged else { return false }
        leaseNumber.store(lease ?? 0, ordering: .relaxed)
        return true
    }

    func end() {
        address.store(0, ordering: .relaxed)
    }
}
