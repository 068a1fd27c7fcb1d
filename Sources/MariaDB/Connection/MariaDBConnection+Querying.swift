internal import BlockingExecutors

extension MariaDBConnection: MariaDBQuerying {
    /// Runs a statement and brings all that it gives into memory. The verbs, such as ``execute(_:file:line:)``, read it.
    public nonisolated func results(of query: MariaDBQuery, file: String, line: Int) async throws -> MariaDBResults {
        MariaDBResults(all: try await run(query, CallSite(file: file, line: line)))
    }

    /// Calls the body with this connection, on the connection's own thread as far as that is possible: see
    /// ``withConnection(to:threads:file:line:_:)``. The connection stays open.
    ///
    /// - Returns: What the body returned.
    /// - Throws: What the body throws.
    @discardableResult
    public nonisolated func withConnection<Value>(
        file: String = #fileID, line: Int = #line, _ body: (MariaDBConnection) async throws -> Value
    ) async throws -> Value {
        try await running { try await body(self) }
    }

    /// Runs a body that makes calls of this connection, on the connection's own thread as far as that is possible, and watches the
    /// task's cancellation for all of them.
    nonisolated func running<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        try await withTaskExecutorPreference(lane.sticky) {
            guard bodyTask.begin(LeaseScope.lease(of: lease.id)) else { return try await body() }
            defer { bodyTask.end() }
            return try await withTaskCancellationHandler(operation: body) { interruptBody(.taskCancelled) }
        }
    }
}
