internal import StateLocks

extension MariaDBConnection {
    /// How far a branch is.
    private enum Phase {
        case active, ended, preparing, prepared, committing
    }

    /// Runs a branch of a distributed transaction.
    nonisolated func transactXA<Value>(
        _ xid: MariaDBXID, _ location: CallSite, _ body: (MariaDBTransaction) async throws -> Value,
        _ whenPrepared: () async throws -> Void
    ) async throws -> Value {
        let name = try xid.sql(location)
        try await offload(location, sql: "XA START") { try $0.runXA("START", name) }
        let scope = TransactionScope(depth: 0)
        transactions.withLock { $0.entered(scope) }
        let transaction = MariaDBTransaction(self, depth: 0, attempt: 1)
        var phase = Phase.active
        do {
            let value = try await body(transaction)
            transaction.end()
            if let loss = transactionLoss { throw loss }
            try Task.checkCancellation()
            try await end("END", name, location)
            phase = .preparing
            try await end("PREPARE", name, location)
            phase = .prepared
            try await whenPrepared()
            try Task.checkCancellation()
            phase = .committing
            try await end("COMMIT", name, location)
            transactions.withLock { $0.left(scope) }
            return value
        } catch {
            transaction.end()
            let thrown = await undo(phase, xid, name, location, error)
            transactions.withLock { $0.left(scope) }
            throw thrown
        }
    }

    /// What leads to the end of a branch. A cancellation in between would leave nobody knowing.
    private nonisolated func end(_ word: String, _ name: String, _ location: CallSite) async throws {
        try await offload(location, sql: "XA \(word)", isCancellable: false) { try $0.runXA(word, name) }
    }

    /// Rolls back what can be, and says of the rest that its outcome is not known. Returns what is to be thrown.
    private nonisolated func undo(
        _ phase: Phase, _ xid: MariaDBXID, _ name: String, _ location: CallSite, _ error: any Error
    ) async -> any Error {
        let isLost = (error as? MariaDBError).map { $0.code != .server } ?? false
        // The decision was to commit; to roll back now could tear the branches apart.
        guard phase != .committing, !(phase == .preparing && isLost) else {
            await close()
            return Self.unknown(xid, error)
        }
        do {
            try await offload(location, sql: "XA ROLLBACK", isCancellable: false) { session in
                // A connection that is gone has taken an active branch along.
                guard session.isOpen else { return }
                // The server may have rolled back already, which END then says by an error.
                if phase == .active { _ = try? session.runXA("END", name) }
                try session.runXA("ROLLBACK", name)
            }
            let isGone = await !isOpen
            return phase == .prepared && isGone ? Self.unknown(xid, error) : error
        } catch let failure {
            await close()
            return phase == .prepared ? Self.unknown(xid, failure) : error
        }
    }

    private static func unknown(_ xid: MariaDBXID, _ error: any Error) -> any Error {
        var unknown =
            error as? MariaDBError
            ?? MariaDBError(
                code: .invalidTransaction, message: "a distributed transaction was prepared and could not be ended",
                underlying: error)
        unknown.outcomeUnknown = true
        unknown.xid = xid
        return unknown
    }
}

extension Session {
    /// Runs one of the statements of XA. None of them leaves anything in the session.
    func runXA(_ word: String, _ name: String) throws(MariaDBError) {
        try withoutStateChange { () throws(MariaDBError) in _ = try query("XA \(word) \(name)") }
    }
}
