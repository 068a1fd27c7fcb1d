/// Which threads still live and who waits for the last one, so that a shutdown can join them all.
///
/// Each thread that ends joins the one that ended before it. The last one is left for a shutdown: those who wait go on one
/// after the other, so that none returns while another is still joining.
struct PoolEnding<Thread, Waiter> {
    private var alive = 0
    private var exited: Thread?
    private var waiters: [Waiter] = []
    private var isJoining = false

    /// A thread is about to be started.
    mutating func threadStarts() {
        alive += 1
    }

    /// The system refused the thread. Returns the waiter that goes on, if any.
    mutating func threadDidNotStart() -> Waiter? {
        alive -= 1
        return nextWaiter()
    }

    /// A thread is about to end. Returns the one that ended before it, to be joined, and the waiter that goes on, if any.
    mutating func threadExits(_ thread: Thread) -> (leftBefore: Thread?, waiter: Waiter?) {
        alive -= 1
        let leftBefore = exited
        exited = thread
        return (leftBefore, nextWaiter())
    }

    /// Waits for the last thread. Returns the waiter that goes on, if any. It then joins ``takeExited()`` and says ``joined()``.
    mutating func wait(_ waiter: Waiter) -> Waiter? {
        waiters.append(waiter)
        return nextWaiter()
    }

    /// The thread that ended last, which nobody has joined.
    mutating func takeExited() -> Thread? {
        defer { exited = nil }
        return exited
    }

    /// A waiter has joined the last thread. Returns the next that goes on, if any.
    mutating func joined() -> Waiter? {
        isJoining = false
        return nextWaiter()
    }

    private mutating func nextWaiter() -> Waiter? {
        guard alive == 0, !isJoining, !waiters.isEmpty else { return nil }
        isJoining = true
        return waiters.removeFirst()
    }
}
