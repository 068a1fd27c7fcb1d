/// Is told what a ``BlockingThreadPool`` does, to count it somewhere.
///
/// It is called by the pool's users and by its threads, several at a time, and outside of all locks. So it is told changes, which add
/// up to the same whatever the order in which they come. It must not block: work waits for it.
public protocol BlockingThreadPoolObserver: Sendable {
    /// There are more or fewer threads, or more or less work waits for one.
    func changed(by change: BlockingThreadPool.Change)

    /// Work begins that had to wait because every thread was busy or still starting.
    func began(after wait: Duration)
}

extension BlockingThreadPool {
    /// How much has changed in a pool: what is more counts as positive.
    public struct Change: Sendable, Hashable {
        /// Threads that are working.
        public var busyThreads: Int
        /// Threads that wait for work.
        public var idleThreads: Int
        /// Lanes, jobs and calls that wait because every thread is busy.
        public var waiting: Int
    }
}

extension BlockingThreadPool.Change {
    init(from old: BlockingThreadPool.Snapshot, to new: BlockingThreadPool.Snapshot) {
        busyThreads = new.busyThreads - old.busyThreads
        idleThreads = new.idleThreads - old.idleThreads
        waiting = new.waiting - old.waiting
    }

    var isNothing: Bool { busyThreads == 0 && idleThreads == 0 && waiting == 0 }
}
