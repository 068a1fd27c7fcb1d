internal import StateLocks

extension ConnectionPool {
    /// What somebody who waited is told.
    func error(_ failure: PoolFailure) -> any Error {
        switch failure {
        case .cancelled:
            return CancellationError()
        case .shutDown:
            return MariaDBError(code: .clientShutDown, message: "the client is shut down; make a new one")
        case .refused:
            return lastConnectError ?? MariaDBError(code: .connectFailed, message: "no connection could be made")
        case .timedOut(let counts):
            return timeout(counts)
        }
    }

    /// Says of a time-out what can only be said in the task that waited.
    ///
    /// - Parameter isAtDeadline: Whether the task's own deadline came before the client's time-out.
    func explained(_ error: any Error, isAtDeadline: Bool) -> any Error {
        guard var timeout = error as? MariaDBError, timeout.code == .acquireTimeout else { return error }
        if isAtDeadline { timeout.code = .waitTimeout }
        let when = isAtDeadline ? "when the deadline came; nothing was sent" : "within \(configuration.acquireTimeout)"
        timeout.message = "no connection was free \(when): \(timeout.message)"
        let held = LeaseScope.holders(in: self)
        guard !held.isEmpty else { return error }
        let places = held.map { "\($0.file):\($0.line)" }.joined(separator: ", ")
        timeout.message += """
            ; this task itself holds \(held.count) of them, taken at \(places): use that connection instead of the client inside \
            withConnection and withTransaction, or raise maximumConnections
            """
        return timeout
    }

    private var lastConnectError: (any Error)? {
        state.withLock { $0.lastConnectError }
    }

    /// The time-out, with all that helps to find out why. It still lacks what ``explained(_:isAtDeadline:)`` adds.
    private func timeout(_ counts: PoolCounts) -> MariaDBError {
        let (limit, lastError) = state.withLock { state in
            state.statistics.timeouts += 1
            return (state.pool.limits.maximum, state.lastConnectError)
        }
        observer?.timedOut()
        var message = """
            \(counts.inUse) in use, \(counts.idle) idle, \(counts.connecting) connecting, \(counts.waiting) waiting, limit \(limit)
            """
        let holders = holders(3)
        if !holders.isEmpty {
            message += "; held longest: " + holders.map(\.description).joined(separator: ", ")
        }
        if let lastError { message += "; the last attempt to connect failed: \(lastError)" }
        return MariaDBError(code: .acquireTimeout, message: message, underlying: lastError)
    }

    /// Who holds connections, the longest first.
    func holders(_ maximum: Int) -> [MariaDBClient.Holder] {
        let leases = state.withLock { $0.pool.longestLeases(maximum) }
        return leases.map { MariaDBClient.Holder($0.lease, $0.connection, at: .now) }
    }

    func snapshot() -> MariaDBClient.Snapshot {
        let (counts, statistics) = state.withLock { ($0.pool.counts, $0.statistics) }
        return MariaDBClient.Snapshot(
            inUse: counts.inUse, idle: counts.idle, connecting: counts.connecting, waiting: counts.waiting,
            maximum: configuration.limits.maximum, acquired: statistics.acquired, waited: statistics.waited,
            timeWaited: statistics.timeWaited, timeouts: statistics.timeouts, connected: statistics.connected,
            connectFailures: statistics.connectFailures, holders: holders(.max)
        )
    }
}

extension MariaDBClient.Holder {
    init(_ lease: PoolLease, _ connection: MariaDBConnection, at now: Moment) {
        self.init(
            file: lease.holder.file, line: lease.holder.line, duration: lease.since.duration(to: now),
            sql: connection.runningStatement, connectionID: connection.connectionID
        )
    }
}
