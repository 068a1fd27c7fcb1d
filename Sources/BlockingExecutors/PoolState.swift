internal import DequeModule

/// The queue of a thread pool and its threads, as a value: every event returns what to do, and ``BlockingThreadPool`` does it
/// outside its lock.
struct PoolState<Thread: AnyObject, Work> {
    /// What becomes of submitted work.
    enum Submission {
        /// This idle thread gets it.
        case wake(Thread)
        /// It waits, and a new thread with this number is to be started for it.
        case startThread(number: Int)
        /// It waits for a thread to come free.
        case wait
        /// The pool is shut down.
        case refuse
    }

    /// What a thread that has finished its work does next.
    enum Next {
        case perform(Work)
        /// Sleep until woken, or until the idle time-out.
        case sleep
        case exit
    }

    private struct Waiting {
        let work: Work
        let since: ContinuousClock.Instant
    }

    let maximumThreads: Int
    private var waiting = Deque<Waiting>()
    /// The last one to fall idle is woken first: its stack is warm, and the others reach their idle time-out.
    private var idle: [Thread] = []
    private(set) var threads = 0
    private var lastNumber = 0
    private(set) var threadsStarted = 0
    private(set) var jobsRun = 0
    private(set) var timeWaited = Duration.zero
    private(set) var isShutDown = false

    init(maximumThreads: Int) {
        self.maximumThreads = maximumThreads
    }

    var idleThreads: Int { idle.count }
    var waitingWork: Int { waiting.count }

    /// Work arrives.
    mutating func submit(_ work: Work, at now: @autoclosure () -> ContinuousClock.Instant) -> Submission {
        if isShutDown { return .refuse }
        if let thread = idle.popLast() { return .wake(thread) }
        waiting.append(Waiting(work: work, since: now()))
        guard threads < maximumThreads else { return .wait }
        threads += 1
        threadsStarted += 1
        lastNumber += 1
        return .startThread(number: lastNumber)
    }

    /// The system refused the thread. Returns the work that now has nobody to wait for.
    mutating func threadNotStarted() -> [Work] {
        threads -= 1
        threadsStarted -= 1
        guard threads == 0 else { return [] }
        defer { waiting.removeAll() }
        return waiting.map(\.work)
    }

    /// A thread has started or has finished its work.
    mutating func next(
        for thread: Thread, jobsRun: Int, at now: @autoclosure () -> ContinuousClock.Instant
    ) -> Next {
        self.jobsRun += jobsRun
        if let first = waiting.popFirst() {
            timeWaited += first.since.duration(to: now())
            return .perform(first.work)
        }
        if isShutDown {
            threads -= 1
            return .exit
        }
        idle.append(thread)
        return .sleep
    }

    /// The idle time-out of a thread has passed. Returns `false` if it was woken at the same moment, so that work is on its way.
    mutating func retire(_ thread: Thread) -> Bool {
        guard let index = idle.lastIndex(where: { $0 === thread }) else { return false }
        idle.remove(at: index)
        threads -= 1
        return true
    }

    /// Takes back work that waits, for a call that was cancelled. Returns whether it was there: if not, a thread has it or is on its
    /// way to it.
    @discardableResult
    mutating func removeFirst(where matches: (Work) -> Bool) -> Bool {
        guard let index = waiting.firstIndex(where: { matches($0.work) }) else { return false }
        waiting.remove(at: index)
        return true
    }

    /// The pool shuts down. Returns the idle threads, to be told, and the work that never started, to be refused.
    mutating func shutDown() -> (idle: [Thread], refused: [Work]) {
        isShutDown = true
        defer {
            idle.removeAll()
            waiting.removeAll()
        }
        threads -= idle.count
        return (idle, waiting.map(\.work))
    }
}
