internal import DequeModule

/// Who works on a lane, which jobs wait, and whether a job of the sticky preference stays on the lane's thread.
///
/// A value without clock, threads or locks: every event returns what to do, and ``BlockingLane`` does it outside its lock.
struct LaneState<Job: Equatable> {
    /// Who drains the lane.
    enum Occupancy {
        /// Nobody, and there is nothing to do: an idle lane owns no thread.
        case idle
        /// The pool has been asked for a thread.
        case waiting
        /// A thread runs a job of the lane. `refusal` is set where blocking calls must not run: see `BlockingLane.blocking`.
        case running(Job, thread: ThreadID, refusal: BlockingExecutorError?)
        /// A thread runs the kept job and will look here again afterwards. The lane itself is free to be taken by another.
        case attended(Job, thread: ThreadID)
    }

    /// What the thread that works for the lane does next.
    struct Step {
        enum Action {
            /// Run a job of the lane.
            case run(Job)
            /// Run the job that was kept for this thread.
            case runKept(Job)
            /// Stop working for the lane.
            case leave
            /// Stop working for the lane and ask the pool for a thread again, behind those who wait.
            case leaveAndWait
        }
        var action: Action
        /// A job that can not stay on this thread: it goes to the global executor first.
        var handedOver: Job?
    }

    private(set) var occupancy = Occupancy.idle
    private(set) var jobs = Deque<Job>()
    private(set) var kept: Job?

    /// Appends a job. Returns whether the pool must now be asked for a thread.
    mutating func enqueue(_ job: Job, from thread: ThreadID) -> Bool {
        jobs.append(job)
        switch occupancy {
        case .waiting, .running:
            return false
        case .attended(job, thread):
            // The kept job itself comes back: it has nothing more to run, and its thread looks here next. Another job that the
            // kept one sends here would wait for whatever the kept one does next, so it gets a thread of its own.
            occupancy = .running(job, thread: thread, refusal: nil)
            return false
        case .idle, .attended:
            occupancy = .waiting
            return true
        }
    }

    /// Offers a job of the sticky preference. Returns whether it stays on the thread (rule 1 of the sticky preference): only
    /// the job that the lane runs, enqueued by the thread that runs it. That is the return from a call of the lane's actor:
    /// the job has left the lane and the thread is about to be free. A child task or somebody else's job that this job
    /// starts or wakes would wait for what it does next, perhaps a blocking call.
    mutating func keep(_ job: Job, from thread: ThreadID) -> Bool {
        guard case .running(job, thread, nil) = occupancy, kept == nil else { return false }
        kept = job
        return true
    }

    /// The code of the kept job calls the lane's actor. Returns whether it may do so where it is: while its thread attends to the lane
    /// nobody else has anything to run there.
    mutating func enter(on thread: ThreadID) -> Bool {
        guard case .attended(let job, thread) = occupancy else { return false }
        occupancy = .running(job, thread: thread, refusal: nil)
        return true
    }

    /// The call that was made in place is over. Returns whether the pool must now be asked for a thread: jobs that came meanwhile do not
    /// wait for what the kept job does next.
    mutating func leave(_ thread: ThreadID) -> Bool {
        guard case .running(let job, thread, _) = occupancy else { return false }
        guard jobs.isEmpty else {
            occupancy = .waiting
            return true
        }
        occupancy = .attended(job, thread: thread)
        return false
    }

    /// How many jobs wait for a thread that the pool has been asked for.
    var jobsWithoutThread: Int {
        if case .waiting = occupancy { jobs.count } else { 0 }
    }

    /// A thread starts to work for the lane.
    mutating func attach(_ thread: ThreadID, refusal: BlockingExecutorError?) -> Step {
        step(thread, refusal: refusal, yielding: false)
    }

    /// The thread has run what the last step told it to.
    ///
    /// - Parameter yielding: Whether the thread is wanted elsewhere, and this lane has had its share.
    mutating func next(on thread: ThreadID, yielding: Bool) -> Step {
        switch occupancy {
        case .running(_, thread, let refusal):
            return step(thread, refusal: refusal, yielding: yielding)
        case .attended(_, thread):
            return step(thread, refusal: nil, yielding: yielding)
        case .idle, .waiting, .running, .attended:
            // While this thread ran the kept job, the lane got work from elsewhere and another thread has it.
            return Step(action: .leave)
        }
    }

    private mutating func step(_ thread: ThreadID, refusal: BlockingExecutorError?, yielding: Bool) -> Step {
        // Whatever happens now, a kept job does not wait for it (rule 2): the next job of the lane may block.
        let returning = kept
        kept = nil
        if yielding {
            occupancy = jobs.isEmpty ? .idle : .waiting
            return Step(action: jobs.isEmpty ? .leave : .leaveAndWait, handedOver: returning)
        }
        if let job = jobs.popFirst() {
            occupancy = .running(job, thread: thread, refusal: refusal)
            return Step(action: .run(job), handedOver: returning)
        }
        if let returning {
            occupancy = .attended(returning, thread: thread)
            return Step(action: .runKept(returning))
        }
        occupancy = .idle
        return Step(action: .leave)
    }

    /// Whether the thread runs a job of the lane right now.
    func isRunning(on thread: ThreadID) -> Bool {
        if case .running(_, thread, _) = occupancy { true } else { false }
    }

    /// Why the job that runs now may not block, or `nil` if it may.
    var refusal: BlockingExecutorError? {
        if case .running(_, _, let refusal) = occupancy { refusal } else { nil }
    }
}
