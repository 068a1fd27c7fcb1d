internal import StateLocks
internal import Synchronization

/// A pool of named threads for blocking calls: Python's `loop.run_in_executor`, for Swift.
///
/// Swift's own threads are as many as there are cores and must never block. Blocking calls go here instead:
///
/// ```swift
/// let pool = BlockingThreadPool(.init(name: "resolver", maximumThreads: 8))
/// let addresses = try await pool.run { try resolve("db.example") }          // run_in_executor
/// let future = Task(executorPreference: pool) { try resolve("db.example") } // submit: the task is the future
/// let lane = pool.makeLane()                                                // the executor of an actor
/// ```
/// Threads start when they are needed, up to a maximum, and leave when they have been idle for a while. The one that fell idle
/// last is woken first. Work waits in the order of its arrival.
///
/// A pool that nobody uses any more goes away by itself once its threads have left; ``shutdown()`` is for ends in order.
public final class BlockingThreadPool: Sendable {
    /// The limits this pool was made with.
    public let configuration: Configuration

    private let state: Lock<PoolState<ThreadMailbox<PoolMail>, PoolWork>>
    private let observer: (any BlockingThreadPoolObserver)?
    private let ending = Lock(PoolEnding<SystemThread, CheckedContinuation<Void, Never>>())

    /// Read on every blocking call and after every job, so it is not behind the lock.
    private let isCrowded = Atomic(false)
    private let isShutDown = Atomic(false)

    /// Makes a pool. No thread is started yet.
    ///
    /// - Parameters:
    ///   - configuration: The limits. A maximum below 1 counts as 1.
    ///   - observer: Who is told what the pool does; nobody unless given, which costs nothing.
    public init(_ configuration: Configuration = Configuration(), observer: (any BlockingThreadPoolObserver)? = nil) {
        self.configuration = configuration
        self.observer = observer
        state = Lock(PoolState(maximumThreads: max(1, configuration.maximumThreads)))
    }

    deinit {
        // The last thread may be the one that ends the pool, and no thread can join itself.
        ending.withLock { $0.takeExited() }?.detach()
    }

    /// Makes a queue whose jobs run one at a time on this pool's threads.
    public func makeLane() -> BlockingLane {
        BlockingLane(pool: self)
    }

    /// What the pool is doing at this moment.
    public func snapshot() -> Snapshot {
        state.withLock { Snapshot($0) }
    }

    /// Why nothing may block here any more, or `nil`.
    var refusal: BlockingExecutorError? {
        isShutDown.load(ordering: .relaxed) ? .shutDown : nil
    }

    /// Whether threads are wanted by somebody else than who has them.
    var isWanted: Bool {
        isCrowded.load(ordering: .relaxed) || isShutDown.load(ordering: .relaxed)
    }

    /// Lets something happen under the lock, and tells the observer outside of it what has changed.
    private func update<Value>(
        _ body: (inout sending PoolState<ThreadMailbox<PoolMail>, PoolWork>) -> sending Value
    ) -> sending Value {
        guard let observer else { return state.withLock(body) }
        let (value, change, wait) = state.withLock { state in
            let before = Snapshot(state)
            let value = body(&state)
            let after = Snapshot(state)
            return (value, Change(from: before, to: after), after.timeWaited - before.timeWaited)
        }
        if !change.isNothing { observer.changed(by: change) }
        // One event begins one piece of work at most.
        if wait > .zero { observer.began(after: wait) }
        return value
    }

    /// Brings work to a thread.
    func submit(_ work: PoolWork) {
        let submission = update { state in
            let submission = state.submit(work, at: .now)
            if case .startThread = submission {
                // Under the same lock, or a shutdown in between would not wait for this thread.
                ending.withLock { $0.threadStarts() }
            }
            isCrowded.store(state.waitingWork > 0, ordering: .relaxed)
            return submission
        }
        switch submission {
        case .wake(let thread): thread.wake(with: .work(work))
        case .startThread(let number): startThread(number)
        case .wait: break
        case .refuse: work.refuse(.shutDown)
        }
    }

    /// Takes back a call that was cancelled while it waited.
    func withdraw(_ call: any BlockingCall) {
        withdraw { if case .call(let other) = $0 { other === call } else { false } }
    }

    /// Takes back a lane that waits for a thread. Returns whether it waited.
    func withdraw(_ lane: BlockingLane) -> Bool {
        withdraw { if case .lane(let other) = $0 { other === lane } else { false } }
    }

    @discardableResult
    private func withdraw(where matches: @Sendable (PoolWork) -> Bool) -> Bool {
        update { state in
            let wasWaiting = state.removeFirst(where: matches)
            isCrowded.store(state.waitingWork > 0, ordering: .relaxed)
            return wasWaiting
        }
    }

    /// Ends the pool: jobs that run go on to their end, calls that have not begun throw ``BlockingExecutorError/shutDown``, and
    /// every thread is joined before this returns.
    ///
    /// Jobs of actors on lanes and of tasks that prefer this pool can not be dropped, or their tasks would hang for ever: they
    /// run on Swift's own threads from now on, where ``BlockingLane/blocking(_:)`` throws instead of blocking. May be called
    /// more than once and from any task; it takes as long as the longest call that runs, and is not cut short by cancellation.
    public func shutdown() async {
        isShutDown.store(true, ordering: .relaxed)
        let (idle, refused) = update { state in
            isCrowded.store(false, ordering: .relaxed)
            return state.shutDown()
        }
        for thread in idle { thread.wake(with: .exit) }
        for work in refused { work.refuse(.shutDown) }

        await withCheckedContinuation { continuation in
            ending.withLock { $0.wait(continuation) }?.resume()
        }
        // It has said that it is leaving, so joining waits for microseconds, not for work. It has joined those before it.
        ending.withLock { $0.takeExited() }?.join()
        ending.withLock { $0.joined() }?.resume()
    }
}

// MARK: Threads

extension BlockingThreadPool {
    private func startThread(_ number: Int) {
        let failure = SystemThread.start(
            name: SystemThread.name(configuration.name, number: number),
            stackSize: configuration.stackSize
        ) { self.runThread() }
        guard failure != 0 else { return }
        let stranded = update { state in
            let stranded = state.threadNotStarted()
            isCrowded.store(state.waitingWork > 0, ordering: .relaxed)
            return stranded
        }
        for work in stranded { work.refuse(.threadCreationFailed(errno: failure)) }
        ending.withLock { $0.threadDidNotStart() }?.resume()
    }

    /// The life of a thread of the pool.
    private func runThread() {
        let thread = ThreadMailbox<PoolMail>()
        var outcome = PoolWork.Outcome()
        while true {
            let next = update { state in
                let next = state.next(for: thread, jobsRun: outcome.jobsRun, at: .now)
                isCrowded.store(state.waitingWork > 0, ordering: .relaxed)
                return next
            }
            // Only now, so that the caller's next call finds this thread idle and does not wake or start another.
            outcome.deliver?()
            outcome = PoolWork.Outcome()
            switch next {
            case .perform(let work):
                outcome = work.perform(on: self)
            case .sleep:
                guard let work = sleep(thread) else { return threadExits() }
                outcome = work.perform(on: self)
            case .exit:
                return threadExits()
            }
        }
    }

    /// Sleeps until there is work. Returns `nil` when the thread is to leave.
    private func sleep(_ thread: ThreadMailbox<PoolMail>) -> PoolWork? {
        var mail = thread.sleep(atMost: configuration.idleTimeout)
        if mail == nil {
            if update({ $0.retire(thread) }) { return nil }
            // Somebody chose this thread at the same moment; the mail is on its way.
            mail = thread.sleep(atMost: nil)
        }
        if case .work(let work) = mail { return work }
        return nil
    }

    private func threadExits() {
        let (leftBefore, waiter) = ending.withLock { $0.threadExits(.current) }
        leftBefore?.join()
        waiter?.resume()
    }
}

// MARK: Sharing threads among lanes

extension BlockingThreadPool {
    /// A lane keeps its thread this long while others wait for one.
    private static let share = Duration.milliseconds(1)

    func beginShare() -> ContinuousClock.Instant { .now }

    /// Whether a lane that began its share then should leave its thread: to others, or because the pool ends. A task that calls
    /// its lane again and again under the sticky preference would otherwise hold its thread, and the shutdown, for ever.
    func isShareOver(_ begin: ContinuousClock.Instant) -> Bool {
        isShutDown.load(ordering: .relaxed)
            || isCrowded.load(ordering: .relaxed) && begin.duration(to: .now) >= Self.share
    }
}
