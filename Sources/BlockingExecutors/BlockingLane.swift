internal import StateLocks

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
    /// shortcut delays nothing of the lane: only the job that returns from the call stays, and it is handed to Swift's global
    /// executor if the lane has more to do. Everything else goes there at once, so child tasks run in parallel, and a time-out
    /// beside a blocking call fires on time. While such code computes on a thread of the pool, the pool has one thread less
    /// for others: give the pool as many threads as there are lanes at work.
    public var sticky: any TaskExecutor { stickyExecutor }

    /// Calls a method of the lane's actor at once, where code under ``sticky`` is on the lane's thread and nobody else wants the lane
    /// or the thread. It spares such code the way through the queue, which is a third of the cost of a short call.
    ///
    /// ```swift
    /// if let answer = try lane.atOnce(actor, { try $0.read() }) { return answer }
    /// return try await actor.read()
    /// ```
    /// - Parameters:
    ///   - actor: The actor whose executor this lane is. Any other is an error of the program, and ends it: its state would be touched
    ///     without its isolation.
    ///   - body: What calls the method, isolated to the actor.
    /// - Returns: What the body returned; `nil` if it has not been called, so that the method is to be awaited instead.
    @inlinable
    public func atOnce<Caller: Actor, Value: Sendable>(
        _ actor: Caller, _ body: (isolated Caller) throws -> Value
    ) rethrows -> Value? {
        precondition(isExecutor(of: actor), "the lane is not this actor's executor")
        guard enter() else { return nil }
        defer { leave() }
        // The isolation of a parameter is no part of how a function is called; `assumeIsolated` of the standard library does the same,
        // after asking whether this is the actor's executor. Between `enter` and `leave` nobody else runs anything of the lane's.
        return try withoutActuallyEscaping(body) { body in
            let called = unsafe unsafeBitCast(IsolatedBody(body), to: CalledBody<Caller, Value>.self)
            return try called.body(actor)
        }
    }

    /// A function by itself would first be wrapped into another, to be cast, and that into a third.
    @usableFromInline
    struct IsolatedBody<Caller: Actor, Value> {
        @usableFromInline let body: (isolated Caller) throws -> Value

        @inlinable
        init(_ body: @escaping (isolated Caller) throws -> Value) {
            self.body = body
        }
    }

    /// The same without the word in its type.
    @usableFromInline
    struct CalledBody<Caller: Actor, Value> {
        @usableFromInline let body: (Caller) throws -> Value
    }

    /// `UnownedSerialExecutor` is frozen: the object and how it is called. It is compared here and not followed.
    @usableFromInline
    func isExecutor(of actor: some Actor) -> Bool {
        unsafe unsafeBitCast(actor.unownedExecutor, to: (object: UInt, table: UInt).self).object
            == UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())
    }

    @usableFromInline
    func enter() -> Bool {
        !pool.isWanted && core.state.withLock { $0.enter(on: .current) }
    }

    @usableFromInline
    func leave() {
        let needsThread = core.state.withLock { $0.leave(.current) }
        if needsThread {
            pool.submit(.lane(self))
        }
    }

    /// Appends a job; what `await` of a method of the lane's actor calls.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = LaneJob(job)
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
    /// The door refuses the call where blocking would be wrong: on Swift's own threads, where the lane's jobs run on after
    /// ``BlockingThreadPool/shutdown()`` or if the system gave the pool no thread.
    ///
    /// - Parameter body: The blocking call.
    /// - Returns: What the blocking call returned.
    /// - Throws: ``BlockingExecutorError`` if the pool is shut down or got no thread from the system, else what `body` throws.
    @inlinable
    public func blocking<Value>(_ body: () throws -> Value) throws -> Value {
        try requireThread()
        return try body()
    }

    /// Throws where a call must not block.
    @usableFromInline
    func requireThread() throws {
        if let refusal = core.state.withLock({ $0.refusal }) ?? pool.refusal { throw refusal }
    }

    /// Works for the lane until it is empty or the thread is wanted elsewhere. Called by a thread of the pool.
    ///
    /// - Parameters:
    ///   - refusal: Why the jobs run here may not block, if this is no thread of the pool.
    ///   - limit: How many jobs run here; those behind them wait for a thread again.
    /// - Returns: How many jobs ran.
    func work(refusal: BlockingExecutorError? = nil, limit: Int = .max) -> Int {
        let thread = ThreadID.current
        let share = pool.beginShare()
        var jobsRun = 0
        var step = core.state.withLock { $0.attach(thread, refusal: refusal) }
        while true {
            step.handedOver?.runElsewhere()
            switch step.action {
            case .run(let job):
                unsafe job.unowned.runSynchronously(on: asUnownedSerialExecutor())
            case .runKept(let job):
                unsafe job.unowned.runSynchronously(on: stickyExecutor.asUnownedTaskExecutor())
            case .leave:
                return jobsRun
            case .leaveAndWait:
                pool.submit(.lane(self))
                return jobsRun
            }
            jobsRun += 1
            // Swift's own threads are not the pool's to share.
            let yielding = refusal == nil ? pool.isShareOver(share) : jobsRun >= limit
            step = core.state.withLock { $0.next(on: thread, yielding: yielding) }
        }
    }

    /// Lets the jobs of the lane that wait for a thread run at once, on Swift's own threads, where ``blocking(_:)`` throws
    /// ``BlockingExecutorError/stoppedWaiting``: for a call that was cancelled while every thread of the pool is busy. Jobs that come
    /// later wait for a thread as before.
    ///
    /// - Returns: Whether the lane waited. If not, it has a thread, or nothing to do.
    @discardableResult
    public func stopWaiting() -> Bool {
        guard pool.withdraw(self) else { return false }
        // Not more jobs than wait now: one that comes later has not been told to stop.
        let jobs = core.state.withLock { $0.jobsWithoutThread }
        Task.detached { _ = self.work(refusal: .stoppedWaiting, limit: jobs) }
        return true
    }

    /// Runs the lane's jobs although there is no thread for them: a job that is dropped would hang its task for ever, so it
    /// runs on Swift's own threads, where ``blocking(_:)`` throws instead of blocking them.
    ///
    /// The jobs run inside another task's job. The runtime allows that: it puts the outer task and its executor aside for the
    /// inner job and back in their place afterwards.
    func workStranded(_ refusal: BlockingExecutorError) {
        Task.detached { _ = self.work(refusal: refusal) }
    }
}
