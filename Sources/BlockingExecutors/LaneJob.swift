/// A job of a lane, which can be told from others.
struct LaneJob: Equatable, Sendable {
    let unowned: UnownedJob

    init(_ job: consuming ExecutorJob) {
        unowned = UnownedJob(job)
    }

    /// Whether both are the same task at different moments: a task is enqueued as the same job all its life.
    ///
    /// `UnownedJob` is one frozen pointer. It is compared here and not followed.
    static func == (one: LaneJob, other: LaneJob) -> Bool {
        unsafe unsafeBitCast(one.unowned, to: UInt.self) == unsafeBitCast(other.unowned, to: UInt.self)
    }

    /// Sends the job to Swift's own threads.
    func runElsewhere() {
        globalConcurrentExecutor.enqueue(ExecutorJob(unowned))
    }
}
