extension BlockingThreadPool {
    /// The limits of a pool.
    public struct Configuration: Sendable, Hashable {
        /// The first part of the names of the threads; a `-` and a number follow. A name has 15 bytes in all: what is too long
        /// is cut from this part.
        public var name: String

        /// How many threads there may be at once, at least 1. Threads are started when they are needed.
        public var maximumThreads: Int

        /// How long a thread without work stays. 10 seconds unless set.
        public var idleTimeout: Duration

        /// The stack of each thread, in bytes, at least 64 KiB; only pages that are touched cost memory. 8 MiB unless set, as
        /// on Swift's own threads, since code of yours may run here under ``BlockingLane/sticky``.
        public var stackSize: Int

        /// Makes a configuration; each parameter is the property of its name.
        public init(
            name: String = "blocking",
            maximumThreads: Int = 64,
            idleTimeout: Duration = .seconds(10),
            stackSize: Int = 8 << 20
        ) {
            self.name = name
            self.maximumThreads = maximumThreads
            self.idleTimeout = idleTimeout
            self.stackSize = stackSize
        }
    }

    /// What a pool is doing, at one moment.
    public struct Snapshot: Sendable, Hashable {
        /// Threads that exist.
        public var threads: Int
        /// Threads that are working.
        public var busyThreads: Int
        /// Threads that wait for work.
        public var idleThreads: Int
        /// Lanes, jobs and calls that wait because every thread is busy.
        public var waiting: Int
        /// Threads started since the pool was made.
        public var threadsStarted: Int
        /// Jobs and calls that have run. A thread reports when it leaves a lane, not after each job; what ran in place, by
        /// ``BlockingLane/atOnce(_:_:)``, is no job of its own.
        public var jobsRun: Int
        /// How long all work together has waited because every thread was busy or still starting.
        public var timeWaited: Duration
        /// Whether ``BlockingThreadPool/shutdown()`` was called.
        public var isShutDown: Bool
    }
}

extension BlockingThreadPool.Snapshot {
    init(_ state: borrowing PoolState<ThreadMailbox<PoolMail>, PoolWork>) {
        threads = state.threads
        busyThreads = state.threads - state.idleThreads
        idleThreads = state.idleThreads
        waiting = state.waitingWork
        threadsStarted = state.threadsStarted
        jobsRun = state.jobsRun
        timeWaited = state.timeWaited
        isShutDown = state.isShutDown
    }
}
