internal import BlockingExecutors

extension MariaDBConnection {
    /// Runs a statement and gives its rows to the body as it asks for them.
    nonisolated func readRows<Value>(
        _ query: MariaDBQuery, _ batch: MariaDBBatchLimit, _ location: CallSite, _ body: (MariaDBRows) async throws -> Value
    ) async throws -> Value {
        let columns = try await openStream(query, location)
        let rows = MariaDBRows(columns.columns, of: self, limit: batch, location: location, sql: query.sql)
        do {
            let value = try await body(rows)
            await endStream()
            return value
        } catch {
            await endStream()
            throw error
        }
    }

    private nonisolated func openStream(_ query: MariaDBQuery, _ location: CallSite) async throws -> ResultColumns {
        try await offload(location, sql: query.sql) { try $0.openStream(query) }
    }

    nonisolated func nextBatch(_ limit: MariaDBBatchLimit, _ location: CallSite, _ sql: String) async throws -> RowBatch? {
        try await offload(location, sql: sql) { try $0.nextBatch(limit) }
    }
}

// MARK: Leaving early

extension MariaDBConnection {
    /// What is left of a stream is read and dropped up to here; beyond, ending it at the server is cheaper.
    private static let smallRest = 1 << 20
    /// A rest that takes longer than this is ended at the server.
    private static let patience = Duration.milliseconds(50)
    /// After the KILL, what the server and the network still held comes. If it is more than this, something is wrong.
    private static let largestRestAfterKill = 256 << 20

    /// Brings the connection back to where it can be used, or closes it. Does nothing if the rows were read to their end.
    ///
    /// The connection counts as busy until the KILL, if there is one, has been answered: it must hit no later statement.
    private func endStream() async {
        guard session.stream != nil else { return }
        session.isSettling = true
        defer { session.isSettling = false }
        let killer = Task { [id = connectionID, configuration, threads] in
            guard (try? await Task.sleep(for: Self.patience)) != nil else { return false }
            return await Self.killQuery(id, configuration, threads)
        }
        let isSmall = drain(Self.smallRest)
        killer.cancel()
        let isKilledAlready = await killer.value
        if isSmall { return }
        if !isKilledAlready { _ = await Self.killQuery(connectionID, configuration, threads) }
        guard !drain(Self.largestRestAfterKill) else { return }
        session.shutDownSocket()
        session.close()
    }

    private func drain(_ maximumBytes: Int) -> Bool {
        (try? lane.blocking { session.drainStream(upTo: maximumBytes) }) ?? false
    }

    /// Ends what a connection is running, over a connection of its own. Returns whether the server took the order.
    private nonisolated static func killQuery(
        _ connectionID: UInt64, _ configuration: MariaDBConfiguration, _ threads: MariaDBThreads
    ) async -> Bool {
        guard
            let side = try? await connect(
                to: configuration, threads: MariaDBThreads(queries: threads.connects, connects: threads.connects))
        else { return false }
        let isKilled = (try? await side.execute("KILL QUERY \(unsafeSQL: "\(connectionID)")")) != nil
        await side.close()
        return isKilled
    }
}
