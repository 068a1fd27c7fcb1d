internal import StateLocks

extension ConnectionPool {
    /// Gives out no connection any more, and returns when all are closed.
    ///
    /// - Parameter timeout: How long those who have a connection may keep it.
    func shutDown(within timeout: Duration) async {
        let (actions, connects, runners) = update { state in
            defer {
                state.connects = [:]
                state.runners = [:]
            }
            return (state.pool.shutDown(at: .now), Array(state.connects.values), Array(state.runners.values))
        }
        perform(actions)
        for task in connects { task.cancel() }
        for runner in runners { runner.resume() }
        let deadline = Task.detached {
            guard (try? await Task.sleep(for: timeout)) != nil else { return }
            self.abandon()
        }
        await withCheckedContinuation { continuation in
            let isDrained = state.withLock { state in
                if !state.isDrained { state.drainWaiters.append(continuation) }
                return state.isDrained
            }
            if isDrained { continuation.resume() }
        }
        deadline.cancel()
        state.withLock { $0.timer?.task }?.cancel()
    }

    /// The last connection of a pool that is shut down is gone.
    func drained() {
        let waiters = state.withLock { state in
            state.isDrained = true
            defer { state.drainWaiters = [] }
            return state.drainWaiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Ends the calls of those who still have a connection, and closes it under them.
    private func abandon() {
        for (_, connection) in state.withLock({ $0.pool.leasedConnections }) {
            connection.cancel()
        }
        event { $0.abandon(at: .now) }
    }

    /// Waits until the pool is shut down or the task is cancelled.
    func untilShutDown() async {
        let number = state.withLock { state in
            state.lastRunner += 1
            return state.lastRunner
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    guard case .open = state.pool.phase, !Task.isCancelled else { return false }
                    state.runners[number] = continuation
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.runners.removeValue(forKey: number) }?.resume()
        }
    }
}
