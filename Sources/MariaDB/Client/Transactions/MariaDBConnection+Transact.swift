internal import StateLocks

extension MariaDBConnection {
    /// Runs a transaction, or a savepoint if one is open.
    nonisolated func transact<Value>(
        _ options: TransactionOptions, _ location: CallSite, _ body: (MariaDBTransaction) async throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            switch await transactOnce(options, attempt, location, body) {
            case .committed(let value):
                return value
            case .failed(let error, let mayRepeat):
                guard mayRepeat, options.retry.repeats(error, attempt: attempt) else { throw error }
            }
            try await Task.sleep(for: MariaDBTransactionRetry.pause(after: attempt, chance: .random(in: 0...1)))
            attempt += 1
        }
    }

    /// One run of the body, from the beginning to the end of a transaction.
    private nonisolated func transactOnce<Value>(
        _ options: TransactionOptions, _ attempt: Int, _ location: CallSite, _ body: (MariaDBTransaction) async throws -> Value
    ) async -> TransactionEnd<Value> {
        let observation = TransactionObservation(observer, attempt: attempt)
        return await observation.around {
            let scope: TransactionScope
            do {
                scope = try await offload(location, sql: "START TRANSACTION") { session in
                    let scope = try session.enterTransaction(options)
                    // In the same turn: the next one may be a reset.
                    transactions.withLock { $0.entered(scope) }
                    return scope
                }
            } catch {
                observation.end(nil, error)
                return .failed(error, mayRepeat: false)
            }
            observation.entered(scope)
            let transaction = MariaDBTransaction(self, depth: scope.depth, attempt: attempt)
            var isCommitting = false
            do {
                let value = try await body(transaction)
                transaction.end()
                // A body that did not let the error through has still lost.
                if let loss = transactionLoss { throw loss }
                try Task.checkCancellation()
                isCommitting = true
                try await finish(scope, location)
                transactions.withLock { $0.left(scope) }
                observation.end(.committed)
                return .committed(value)
            } catch {
                transaction.end()
                let failure = await undo(scope, location)
                transactions.withLock { $0.left(scope) }
                let error = Self.attach(failure, to: error)
                observation.end(isCommitting ? .ofCommit(failed: error) : .rolledBack, error)
                return .failed(error, mayRepeat: scope.depth == 0 && failure == nil)
            }
        }
    }

    private nonisolated func finish(_ scope: TransactionScope, _ location: CallSite) async throws {
        if scope.depth == 0 {
            try await commit(file: location.file, line: location.line)
        } else {
            try await offload(location, sql: "RELEASE SAVEPOINT") { try $0.leaveSavepoint(scope) }
        }
    }

    /// Undoes what the body did. Returns why that was not possible; the connection is closed then, and the server undoes it.
    private nonisolated func undo(_ scope: TransactionScope, _ location: CallSite) async -> (any Error)? {
        do {
            try await offload(location, sql: "ROLLBACK", isCancellable: false) { session in
                // A connection that is gone has taken its transaction along.
                guard session.isOpen else { return }
                try session.undo(scope)
            }
            return nil
        } catch {
            // A savepoint of a transaction that the server has rolled back is gone with it.
            if scope.depth > 0, transactionLoss != nil { return nil }
            await close()
            return error
        }
    }

    private static func attach(_ failure: (any Error)?, to error: any Error) -> any Error {
        guard let failure, var own = error as? MariaDBError, own.underlying == nil else { return error }
        own.underlying = failure
        return own
    }
}

/// How one run of a transaction's body ended.
private enum TransactionEnd<Value> {
    case committed(Value)
    /// It is undone. It may be run again if nothing of it can be left.
    case failed(any Error, mayRepeat: Bool)
}

// MARK: Transactions that are lost

/// What is known of the open transaction.
struct TransactionState: Sendable {
    /// Why the server has rolled it back.
    var loss: MariaDBError?
    /// Whether it is one of ours; otherwise it was begun by hand, and only savepoints of it are.
    private var isOurs = false

    /// How many bodies have not ended.
    private(set) var openScopes = 0

    mutating func entered(_ scope: TransactionScope) {
        openScopes += 1
        if scope.depth == 0 {
            forget()
            isOurs = true
        } else if scope.depth == 1, !isOurs {
            loss = nil
        }
    }

    mutating func left(_ scope: TransactionScope) {
        openScopes = max(0, openScopes - 1)
        if scope.depth == 0 { forget() }
    }

    private mutating func forget() {
        loss = nil
        isOurs = false
    }
}

extension MariaDBConnection {
    /// Why the open transaction is lost, if it is.
    nonisolated var transactionLoss: MariaDBError? { transactions.withLock { $0.loss } }

    /// Notes an error with which the server has rolled the whole transaction back.
    nonisolated func noteTransactionLoss(_ error: any Error) {
        guard let error = error as? MariaDBError, error.endsTransaction else { return }
        transactions.withLock { $0.loss = $0.loss ?? error }
    }
}
