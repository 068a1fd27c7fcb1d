/// Which threads still live and who waits for the last one, so that a shutdown can join them all.
struct PoolEnding {
    private var alive = 0
    private var exited: [SystemThread] = []
    private var waiters: [CheckedContinuation<Void, Never>] = []

    mutating func threadStarts() {
        alive += 1
    }

    mutating func threadDidNotStart() -> [CheckedContinuation<Void, Never>] {
        alive -= 1
        return takeWaitersIfOver()
    }

    /// A thread is about to end. Returns those that ended before it, to be joined so that none is left over, and the waiters
    /// if this was the last.
    mutating func threadExits(
        _ thread: SystemThread
    ) -> (leftBefore: [SystemThread], waiters: [CheckedContinuation<Void, Never>]) {
        alive -= 1
        let leftBefore = takeExited()
        exited = [thread]
        return (leftBefore, takeWaitersIfOver())
    }

    /// Waits for the last thread. Returns `true`, without keeping the waiter, if there is none.
    mutating func wait(_ waiter: CheckedContinuation<Void, Never>) -> Bool {
        guard alive > 0 else { return true }
        waiters.append(waiter)
        return false
    }

    mutating func takeExited() -> [SystemThread] {
        defer { exited = [] }
        return exited
    }

    private mutating func takeWaitersIfOver() -> [CheckedContinuation<Void, Never>] {
        guard alive == 0 else { return [] }
        defer { waiters = [] }
        return waiters
    }
}
