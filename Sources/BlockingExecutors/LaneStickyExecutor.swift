internal import StateLocks

/// The task executor of ``BlockingLane/sticky``: keeps the return from a call of the lane's actor on the lane's thread, and
/// sends everything else to the global executor.
final class LaneStickyExecutor: TaskExecutor {
    private let core: LaneCore

    init(core: LaneCore) {
        self.core = core
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = LaneJob(job)
        let stays = core.state.withLock { $0.keep(job, from: .current) }
        if !stays {
            job.runElsewhere()
        }
    }
}

/// What a lane and its sticky executor share.
final class LaneCore: Sendable {
    let state = Lock(LaneState<LaneJob>())
}
