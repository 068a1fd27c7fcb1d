/// Something that waits for a thread.
enum PoolWork: Sendable {
    /// A lane that has jobs.
    case lane(BlockingLane)
    /// A job of a task that prefers the pool.
    case job(UnownedJob)
    /// A blocking closure of ``BlockingThreadPool/run(_:)``.
    case call(any BlockingCall)

    /// What work leaves behind.
    struct Outcome {
        var jobsRun = 0
        /// Hands the result to the caller, once the thread is free for the caller's next call.
        var deliver: (@Sendable () -> Void)?
    }

    /// Does the work on a thread of the pool.
    func perform(on pool: BlockingThreadPool) -> Outcome {
        switch self {
        case .lane(let lane):
            return Outcome(jobsRun: lane.work())
        case .job(let job):
            unsafe job.runSynchronously(on: pool.asUnownedTaskExecutor())
            return Outcome(jobsRun: 1)
        case .call(let call):
            let deliver = call.start()
            return Outcome(jobsRun: deliver == nil ? 0 : 1, deliver: deliver)
        }
    }

    /// Ends work that gets no thread. Only a call can fail; a job that was dropped would hang its task for ever, so jobs go on
    /// on Swift's own threads, and those of a lane find the door to blocking calls shut.
    func refuse(_ refusal: BlockingExecutorError) {
        switch self {
        case .lane(let lane): lane.workStranded(refusal)
        case .job(let job): globalConcurrentExecutor.enqueue(ExecutorJob(job))
        case .call(let call): call.fail(refusal)
        }
    }
}
