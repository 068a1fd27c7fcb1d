extension MariaDBConnection {
    /// Runs a statement and gives its rows to the body as it asks for them.
    nonisolated func readRows<Value>(
        _ query: MariaDBQuery, _ batch: MariaDBBatchLimit, _ location: CallSite, _ body: (MariaDBRows) async throws -> Value
    ) async throws -> Value {
        let columns = try await openStream(query, location)
        let rows = MariaDBRows(columns.columns, of: self, limit: batch, location: location, sql: query.sql)
        do {
            let value = try await body(rows)
            if rows.close() { await endStream() }
            return value
        } catch {
            if rows.close() { await endStream() }
            throw error
        }
    }

    /// Goes on with a statement that the server has begun already: at its deadline nobody may be told that nothing was sent.
    nonisolated func goOn<Value: Sendable>(
        _ location: CallSite, _ sql: String, _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        do {
            return try await offload(location, sql: sql, as: .part, body)
        } catch let error as MariaDBError where error.code == .waitTimeout {
            throw Self.located(CallInterruption.timedOut.error(hasBegun: true), location, sql: sql)
        }
    }

    /// Runs a statement and gives the one value of its row to the body in pieces.
    nonisolated func readChunks<Value>(
        of query: MariaDBQuery, size: Int, _ location: CallSite, _ body: (MariaDBChunks) async throws -> Value
    ) async throws -> Value {
        do {
            let opened = try await offload(location, sql: query.sql, timeout: query.timeLimit) { try $0.openChunks(query) }
            let chunks = MariaDBChunks(opened, of: self, size: size, location: location, sql: query.sql)
            defer { chunks.close() }
            let value = try await body(chunks)
            // Before the connection goes on.
            chunks.close()
            await endStream()
            return value
        } catch {
            await endStream()
            throw error
        }
    }

    /// What is thrown for what was to be read in the body only.
    nonisolated static func bodyIsOver(_ what: String) -> MariaDBError {
        MariaDBError(code: .cursorClosed, message: "the body that \(what) given to is over; read only inside of it")
    }

    private nonisolated func openStream(_ query: MariaDBQuery, _ location: CallSite) async throws -> ResultColumns {
        try await offload(location, sql: query.sql, timeout: query.timeLimit) { try $0.openStream(query) }
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
    /// Other calls wait meanwhile. Not ended by the cancellation of the task, but then the rest is stopped without patience.
    private nonisolated func endStream() async {
        let arrival = gate.arrive()
        let number = arrival.number
        let timer = Task {
            guard (try? await Task.sleep(for: Self.patience)) != nil else { return }
            interruptIfRunning(number, .leftEarly)
        }
        defer { timer.cancel() }
        await withTaskCancellationHandler {
            if case .wait = arrival { try? await gate.wait(number) }
            try? await onLane(number) { self.dropRest($0, number) }
        } onCancel: {
            interruptIfRunning(number, .taskCancelled)
        }
    }

    /// Drops what is left of a result that is larger than allowed, before the call gives its turn on.
    nonisolated func dropAbandonedRows(_ session: Session, _ number: ConnectionGate.Calls.Number) {
        guard session.isStreaming, session.stream?.isAbandoned == true else { return }
        let timer = Task {
            guard (try? await Task.sleep(for: Self.patience)) != nil else { return }
            interruptIfRunning(number, .leftEarly)
        }
        defer { timer.cancel() }
        dropRest(session, number)
    }

    private nonisolated func dropRest(_ session: Session, _ number: ConnectionGate.Calls.Number) {
        if Task.isCancelled { interruptIfRunning(number, .taskCancelled) }
        if session.drainStream(upTo: Self.smallRest) { return }
        interruptIfRunning(number, .leftEarly)
        if session.drainStream(upTo: Self.largestRestAfterKill) { return }
        session.shutDownSocket()
        session.close()
    }
}
