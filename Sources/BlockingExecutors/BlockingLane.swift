internal import Synchronization

/// A queue of jobs that run one at a time, in order, on the threads of a ``BlockingThreadPool``: the executor of an actor that
/// makes blocking calls.
///
/// ```swift
/// actor Sensor {
///     private let lane: BlockingLane
///     nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }
///
///     init(pool: BlockingThreadPool) { lane = pool.makeLane() }
///
///     func read() throws -> Int32 {
///         try lane.blocking { blocking_c_call() }   // blocks a thread of the pool, never Swift's own
///     }
/// }
/// ```
/// At most one thread works for a lane at a time, not always the same one: the lane gives mutual exclusion and a
/// happens-before edge, not thread affinity. An idle lane owns no thread, so a thousand idle lanes cost none.
public final class BlockingLane: SerialExecutor {
    private let pool: BlockingThreadPool
    private let core: LaneCore
    private let stickyExecutor: LaneStickyExecutor

    init(pool: BlockingThreadPool) {
        self.pool = pool
        core = LaneCore()
        stickyExecutor = LaneStickyExecutor(core: core)
    }

    /// A task executor that lets code which calls this lane's actor again and again stay on the lane's thread.
    ///
    /// A hop to another thread and back costs two wake-ups for every call. Code that runs under
    /// `withTaskExecutorPreference(lane.sticky)` continues, after each call of the actor, on the thread that made the call. The
    /// shortcut never delays anything: a job stays only if it returns from the lane, one at a time, and is handed to Swift's
    /// global executor when the lane is about to block. So child tasks run in parallel, and a time-out beside a blocking call
    /// fires on time.
    public var sticky: any TaskExecutor { stickyExecutor }

    /// Appends a job; what `await` of a method of the lane's actor calls.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let needsThread = core.state.withLock { $0.enqueue(job, from: .current) }
        if needsThread {
            pool.submit(.lane(self))
        }
    }

    /// Whether the caller runs on this lane, so that `assumeIsolated` works in callbacks of the blocking code.
    public func isIsolatingCurrentContext() -> Bool? {
        core.state.withLock { $0.isRunning(on: .current) }
    }

    /// The door for calls that may block: call it from a method of the lane's actor, around the blocking call.
    ///
    /// Two things happen at the door: a job that was kept on this thread by ``sticky`` leaves for the global executor, and the
    /// call is refused where blocking would be wrong.
    ///
    /// - Parameter body: The blocking call.
    /// - Returns: What the blocking call returned.
    /// - Throws: ``BlockingExecutorError`` if the pool is shut down or got no thread from the system, else what `body` throws.
    public func blocking<Value>(_ body: () throws -> Value) throws -> Value {
        let (kept, refusal) = core.state.withLock { ($0.releaseKept(), $0.refusal) }
        if let kept {
            globalConcurrentExecutor.enqueue(ExecutorJob(kept))
        }
        if let refusal = refusal ?? pool.refusal {
            throw refusal
        }
        return try body()
    }

    /// Works for the lane until it is empty or others wait for a thread. Called by a thread of the pool.
    ///
    /// - Parameter refusal: Why the jobs run here may not block, if this is no thread of the pool.
    /// - Returns: How many jobs ran.
    func work(refusal: BlockingExecutorError? = nil) -> Int {
        let thread = ThreadID.current
        let share = pool.beginShare()
        var jobsRun = 0
        var step = core.state.withLock { $0.attach(thread, refusal: refusal) }
        while true {
            if let job = step.handedOver {
                globalConcurrentExecutor.enqueue(ExecutorJob(job))
            }
            switch step.action {
            case .run(let job):
                unsafe job.runSynchronously(on: asUnownedSerialExecutor())
            case .runKept(let job):
                unsafe job.runSynchronously(on: stickyExecutor.asUnownedTaskExecutor())
            case .leave:
                return jobsRun
            case .leaveAndWait:
                pool.submit(.lane(self))
                return jobsRun
            }
            jobsRun += 1
            let yielding = pool.isShareOver(share)
            step = core.state.withLock { $0.next(on: thread, yielding: yielding) }
        }
    }

    /// Runs the lane's jobs although there is no thread for them: a job that is dropped would hang its task for ever, so it
    /// runs on Swift's own threads, where ``blocking(_:)`` throws instead of blocking them.
    func workStranded(_ refusal: BlockingExecutorError) {
        Task.detached { _ = self.work(refusal: refusal) }
    }
}
