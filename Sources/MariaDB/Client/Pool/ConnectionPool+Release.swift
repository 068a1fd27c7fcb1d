internal import BlockingExecutors

extension ConnectionPool {
    /// A statement on a connection of the pool. One hop to its thread in all, if the statement leaves nothing behind.
    func run(_ query: MariaDBQuery, _ location: CallSite) async throws -> StatementResults {
        guard configuration.onAcquire == nil, configuration.onRelease == nil else {
            return try await withConnection(location) { try await $0.run(query, location) }
        }
        return try await lending(location) { connection, rules in
            try await connection.offload(
                location, sql: query.sql, doubtsAnswer: true, timeout: query.timeLimit, isOfPool: true
            ) { session in
                (try session.run(query), session.isSettled(rules))
            }
        }
    }

    /// The same for one whose rows are read in parts.
    func readParts(
        of query: MariaDBQuery, _ location: CallSite, _ body: (ResultPart) throws -> Void
    ) async throws {
        let end: PartsEnd
        if configuration.onAcquire == nil, configuration.onRelease == nil {
            end = try await lending(location) { connection, rules in
                let end = try await connection.readParts(query, location, rules: rules, body)
                return (end, end.isSettled)
            }
        } else {
            end = try await withConnection(location) { try await $0.readParts(query, location, rules: nil, body) }
        }
        try end.finish(body)
    }

    /// Calls the body with a connection for one call, which tells what it gave and whether the session is as it was.
    private func lending<Value>(
        _ location: CallSite, _ body: (MariaDBConnection, SessionRules) async throws -> (Value, isSettled: Bool)
    ) async throws -> Value {
        let (leased, lease) = try await acquire(location)
        do {
            let (value, isSettled) = try await body(leased.connection, rules)
            if isSettled {
                release(leased, isReusable: true)
            } else {
                await inside(leased, lease, location) { await giveBack(leased) }
            }
            return value
        } catch {
            await inside(leased, lease, location) { await giveBack(leased) }
            throw error
        }
    }

    /// Calls the body with a connection of the pool, on the connection's own thread as far as that is possible.
    func withConnection<Value>(
        _ location: CallSite, _ body: (MariaDBConnection) async throws -> Value
    ) async throws -> Value {
        let (leased, lease) = try await acquire(location)
        return try await inside(leased, lease, location) {
            if let onAcquire = configuration.onAcquire {
                do {
                    try await onAcquire(leased.connection)
                } catch {
                    release(leased, isReusable: false)
                    throw error
                }
            }
            return try await leased.connection.running {
                do {
                    let value = try await body(leased.connection)
                    await giveBack(leased)
                    return value
                } catch {
                    await giveBack(leased)
                    throw error
                }
            }
        }
    }

    /// Runs what belongs to a lease, so that the connection knows its holder.
    private func inside<Value>(
        _ leased: Leased, _ lease: ConnectionLease.Number, _ location: CallSite, _ body: () async throws -> Value
    ) async rethrows -> Value {
        try await LeaseScope.$current.withValue(LeaseScope(self, location, leased, lease)) { try await body() }
    }

    /// Makes the connection as new and gives it back, or closes it. Not cut short by cancellation.
    private func giveBack(_ leased: Leased) async {
        release(leased, isReusable: await makeAsNew(leased.connection))
    }

    private func makeAsNew(_ connection: MariaDBConnection) async -> Bool {
        do {
            if let onRelease = configuration.onRelease { try await onRelease(connection) }
            switch await connection.settle(rules, place) {
            case .clean: return true
            case .unusable: return false
            case .reset:
                guard let onConnect = configuration.onConnect else { return true }
                try await onConnect(connection)
                return await connection.acceptState(place)
            }
        } catch {
            return false
        }
    }

    private func release(_ leased: Leased, isReusable: Bool) {
        leased.connection.lease.end()
        event { $0.release(leased.id, isReusable: isReusable, at: .now) }
        observer?.released(after: leased.since.duration(to: .now))
    }
}
