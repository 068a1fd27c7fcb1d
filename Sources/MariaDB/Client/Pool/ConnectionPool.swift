internal import StateLocks

/// The body around the pool's mind, ``ConnectionPoolState``: it has the lock and the clock, and does what the state says. Nothing is
/// resumed or called under the lock.
final class ConnectionPool: Sendable {
    typealias Waiter = CheckedContinuation<LeasedConnection<MariaDBConnection>, any Error>
    typealias Leased = LeasedConnection<MariaDBConnection>
    typealias Actions = PoolActions<MariaDBConnection, Waiter>

    struct State {
        var pool: ConnectionPoolState<MariaDBConnection, Waiter>
        var statistics = PoolStatistics()
        var lastConnectError: (any Error)?
        /// Attempts to connect, to be cancelled when the pool is shut down.
        var connects: [PoolConnectionID: Task<Void, Never>] = [:]
        /// The task that sleeps until the pool wants to be called, while there is something to wait for.
        var timer: (at: Moment, task: Task<Void, Never>?)?
        var isDrained = false
        var drainWaiters: [CheckedContinuation<Void, Never>] = []
        /// Those who wait for the beginning of the end.
        var runners: [Int: CheckedContinuation<Void, Never>] = [:]
        var lastRunner = 0
    }

    let configuration: MariaDBClient.Configuration
    let rules: SessionRules
    let threads: MariaDBThreads
    let observer: (any ClientObserver)?
    /// Where the client was made; the place of what goes wrong in the background.
    let place: CallSite
    let state: Lock<State>

    init(
        _ configuration: MariaDBClient.Configuration, _ threads: MariaDBThreads, _ observer: (any ClientObserver)?,
        _ place: CallSite
    ) {
        self.configuration = configuration
        rules = configuration.rules
        self.threads = threads
        self.observer = observer
        self.place = place
        state = Lock(State(pool: ConnectionPoolState(configuration.limits, seed: .random(in: .min ... .max))))
    }

    deinit {
        state.withLock { $0.timer?.task }?.cancel()
    }

    /// Begins to make the connections that are to be kept.
    func fill() {
        event { $0.fill(at: .now) }
    }

    /// Tells the pool of an event and does what it says.
    func event(_ body: (inout ConnectionPoolState<MariaDBConnection, Waiter>) -> sending Actions) {
        perform(update { body(&$0.pool) })
    }

    /// Lets something happen under the lock, and tells the observer outside of it what has changed.
    func update<Value>(_ body: (inout sending State) -> sending Value) -> sending Value {
        guard let observer else { return state.withLock(body) }
        let (value, change) = state.withLock { state in
            let before = state.pool.counts
            let value = body(&state)
            return (value, state.pool.counts - before)
        }
        if change != PoolCounts() { observer.changed(by: change) }
        return value
    }

    /// Does what the pool said.
    func perform(_ actions: Actions) {
        for (waiter, leased) in actions.handOvers { waiter.resume(returning: leased) }
        for (waiter, failure) in actions.failures { waiter.resume(throwing: error(failure)) }
        for id in actions.connects { connect(id) }
        for (id, connection) in actions.closes { close(id, connection) }
        for (lease, id) in actions.leaks { reportLeak(lease, id) }
        if let instant = actions.timer { setTimer(instant) }
        if actions.isDrained { drained() }
    }

    private func close(_ id: PoolConnectionID, _ connection: MariaDBConnection) {
        Task.detached { [weak self] in
            await connection.close()
            self?.event { $0.closed(id, at: .now) }
        }
    }

    private func reportLeak(_ lease: PoolLease, _ id: PoolConnectionID) {
        guard let onLeak = configuration.onLeak,
            let connection = state.withLock({ $0.pool.slots[id]?.connection })
        else { return }
        onLeak(MariaDBClient.Holder(lease, connection, at: .now))
    }
}

// MARK: The timer

extension ConnectionPool {
    private func setTimer(_ instant: Moment) {
        let (isNew, old) = state.withLock { state -> (Bool, Task<Void, Never>?) in
            // Two events may come here in another order than they had under the lock.
            if let timer = state.timer, timer.at <= instant { return (false, nil) }
            defer { state.timer = (instant, nil) }
            return (true, state.timer?.task)
        }
        guard isNew else { return }
        old?.cancel()
        let task = Task.detached { [weak self] in
            guard (try? await Task.sleep(until: instant.instant, clock: .continuous)) != nil else { return }
            self?.tick(instant)
        }
        let isStillWanted = state.withLock { state in
            guard state.timer?.at == instant else { return false }
            state.timer?.task = task
            return true
        }
        if !isStillWanted { task.cancel() }
    }

    private func tick(_ instant: Moment) {
        let actions = update { state -> Actions in
            if state.timer?.at == instant { state.timer = nil }
            return state.pool.tick(at: .now)
        }
        perform(actions)
    }
}
