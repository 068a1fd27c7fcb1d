internal import StateLocks

extension ConnectionPool {
    /// Begins an attempt to connect.
    func connect(_ id: PoolConnectionID) {
        let task = Task.detached { [weak self, configuration, rules, threads, observer, place] in
            let begin = Moment.now
            do {
                let connection = try await MariaDBConnection.connect(
                    to: configuration.connection, threads: threads, observer: observer, place)
                do {
                    let longestIdle = try await connection.setUp(rules, place)
                    if let onConnect = configuration.onConnect {
                        try await onConnect(connection)
                        guard await connection.acceptState(place) else { throw CancellationError() }
                    }
                    guard let self else { return await connection.close() }
                    observer?.connected(after: begin.duration(to: .now))
                    self.connected(id, connection, longestIdle)
                } catch {
                    await connection.close()
                    throw error
                }
            } catch {
                self?.connectFailed(id, error)
            }
        }
        state.withLock { state in
            if case .connecting? = state.pool.slots[id]?.phase { state.connects[id] = task }
        }
    }

    private func connected(_ id: PoolConnectionID, _ connection: MariaDBConnection, _ longestIdle: Duration?) {
        let actions = update { state in
            state.connects[id] = nil
            state.lastConnectError = nil
            state.statistics.connected += 1
            return state.pool.connected(id, connection, longestIdle: longestIdle, at: .now)
        }
        perform(actions)
    }

    private func connectFailed(_ id: PoolConnectionID, _ error: any Error) {
        let code = (error as? MariaDBError)?.code
        let isFinal = code == .accessDenied || code == .invalidConfiguration
        observer?.connectFailed(error)
        let actions = update { state in
            state.connects[id] = nil
            state.lastConnectError = error
            state.statistics.connectFailures += 1
            return state.pool.connectFailed(id, isFinal: isFinal, at: .now)
        }
        perform(actions)
    }
}
