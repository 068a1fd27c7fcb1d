import BlockingExecutors

/// An actor on a lane, as a user writes it.
actor LaneActor {
    nonisolated let lane: BlockingLane
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe lane.asUnownedSerialExecutor() }

    init(on pool: BlockingThreadPool) {
        lane = pool.makeLane()
    }

    /// Calls a blocking closure through the lane's door.
    func call<Value: Sendable>(_ body: @Sendable () throws -> Value) throws -> Value {
        try lane.blocking(body)
    }

    /// Calls a blocking closure and says on which thread.
    func threadName() throws -> String {
        try lane.blocking { currentThreadName() }
    }

    /// Runs the body under the sticky preference, whatever the caller's isolation.
    @concurrent
    nonisolated func sticky<Value: Sendable>(_ body: @Sendable () async throws -> Value) async rethrows -> Value {
        try await withTaskExecutorPreference(lane.sticky) { try await body() }
    }
}

extension BlockingThreadPool {
    /// A pool with a name of its own.
    convenience init(threads: Int, idleTimeout: Duration = .seconds(60)) {
        self.init(Configuration(name: uniquePoolName(), maximumThreads: threads, idleTimeout: idleTimeout))
    }
}
