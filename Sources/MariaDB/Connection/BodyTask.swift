internal import BlockingExecutors
internal import Synchronization

/// The task that has a connection for the body of its `withConnection`. Its cancellation is watched once for the body, not again for
/// each call, which costs as much as a third of what a short call does.
///
/// The task's children have its executor preference and are not it: their calls are watched each by itself.
struct BodyTask: ~Copyable, Sendable {
    /// The task's ``TaskIdentity``; 0 if there is none.
    private let address = Atomic<UInt>(0)

    /// Whether the caller is the body's task. Only that task makes it so, hence no order is needed between threads.
    var isCurrent: Bool {
        let address = address.load(ordering: .relaxed)
        return address != 0 && address == TaskIdentity.current
    }

    /// The body begins. Returns whether the task is the body's now and was not before: then ``end()`` must follow. Another task may have
    /// its body at the same time, and a body may be inside of another.
    func begin() -> Bool {
        address.compareExchange(expected: 0, desired: TaskIdentity.current, ordering: .relaxed).exchanged
    }

    func end() {
        address.store(0, ordering: .relaxed)
    }
}
