/// Something that waits for a thread.
enum PoolWork: Sendable {
    /// A lane that has jobs.
    case lane(BlockingLane)
    /// A job of a task that prefers the pool.
    case job(UnownedJob)
    /// A blocking closure of ``BlockingThreadPool/run(_:)``.
    case call(any BlockingCall)

    /// Does the work on a thread of the pool. Returns how many jobs ran.
    func perform(on pool: BlockingThreadPool) -> Int {
        switch self {
        case .lane(let lane):
            return lane.work()
        case .job(let job):
            unsafe job.runSynchronously(on: pool.asUnownedTaskExecutor())
            return 1
        case .call(let call):
            return call.start() ? 1 : 0
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
