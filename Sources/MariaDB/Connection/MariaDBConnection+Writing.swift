internal import BlockingExecutors

extension MariaDBConnection {
    /// Reserves the connection for rows to be written in several steps: until the end, other calls throw `connectionBusy`.
    nonisolated func reserve<Value: Sendable>(
        _ location: CallSite, _ sql: String, _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        try await offload(location, sql: sql, as: .part) { session in
            let value = try body(session)
            session.isReserved = true
            return value
        }
    }

    /// Ends what ``reserve(_:_:_:)`` began.
    nonisolated func unreserve() async {
        try? await offload(CallSite(file: #fileID, line: #line), isCancellable: false) { $0.isReserved = false }
    }

    /// Sends a chunk, behind the beginning of a transaction if it is the first and before its commit if it is the last.
    nonisolated func write(
        _ plan: ManyPlan, _ chunk: RowChunk, isGuarded: Bool, isFirst: Bool, isLast: Bool, _ location: CallSite
    ) async throws -> ManyAnswer {
        try await offload(location, sql: plan.sql) { session in
            try session.step { () throws(MariaDBError) in
                if isGuarded, isFirst { try session.beginWriting() }
                let answer = try session.executeMany(plan, chunk)
                if isLast { try session.commitWriting() }
                return answer
            }
        }
    }

    nonisolated func commitRows(_ location: CallSite) async throws {
        try await offload(location, sql: "COMMIT") { session in
            try session.step { try session.commitWriting() }
        }
    }

    /// Until when what was written may take to be taken back: only after a call that was ended before its time, which also then has to end
    /// within the grace period.
    nonisolated func takingBackLimit(_ cancellation: Moment?, _ error: any Error) -> Moment? {
        if let cancellation { return cancellation + configuration.cancellationGracePeriod }
        let codes: [MariaDBError.Code] = [.cancelled, .statementTimeout, .waitTimeout]
        // One with a number is the server's own: the call goes on to its end.
        guard let error = error as? MariaDBError, codes.contains(error.code), error.number == nil else { return nil }
        return .now + configuration.cancellationGracePeriod
    }

    /// Takes back what was written, also in a task that is cancelled, and ends the reservation.
    ///
    /// - Parameter limit: When the connection is given up if the server is not through with it; with the connection everything is
    ///   taken back as well, behind the caller.
    nonisolated func takeBack(confirmedRows: Int, by limit: Moment?) async -> MariaDBBulkFailure.Kept {
        let ticket = limit.map { DeadlineWatcher.shared.add($0) { [control] in control.shutDown() } }
        defer { if let ticket { DeadlineWatcher.shared.remove(ticket) } }
        let kept = try? await offload(CallSite(file: #fileID, line: #line), isCancellable: false) { session in
            session.isReserved = false
            return session.takeBackWriting(confirmedRows: confirmedRows)
        }
        return kept ?? .unknown
    }
}

// MARK: LOAD DATA

extension MariaDBConnection {
    /// Runs a LOAD DATA LOCAL on the connection's thread, which waits there for the bytes. Ends the reservation if it succeeds.
    nonisolated func load(
        _ request: LoadRequest, _ columns: [MariaDBColumn]?, from source: BlockingHandoff<[UInt8]>, _ location: CallSite
    ) async throws -> MariaDBLoadResult {
        // However it ends, and if it never begins, nobody wants more.
        defer { source.stop() }
        return try await offload(location, sql: "LOAD DATA") { session in
            let result = try session.step { try session.load(request, columns, from: source) }
            session.isReserved = false
            return result
        }
    }
}
