/// A transaction that was begun, or a savepoint in one.
struct TransactionScope: Sendable {
    /// 0 for a transaction, the number of the savepoint otherwise.
    let depth: Int

    var savepoint: String { "swift_\(depth)" }
}

extension Session {
    /// Begins a transaction, or sets a savepoint if one is open.
    func enterTransaction(_ options: TransactionOptions) throws(MariaDBError) -> TransactionScope {
        guard status.contains(.inTransaction) else {
            savepoints = 0
            try begin(options)
            return TransactionScope(depth: 0)
        }
        guard options == TransactionOptions() else {
            throw MariaDBError(
                code: .invalidTransaction,
                message:
                    "a transaction is open, so this one is a savepoint, which has no isolation level, read-only mode or retry")
        }
        let scope = TransactionScope(depth: savepoints + 1)
        _ = try query("SAVEPOINT \(scope.savepoint)")
        savepoints = scope.depth
        return scope
    }

    private func begin(_ options: TransactionOptions) throws(MariaDBError) {
        try withoutStateChange { () throws(MariaDBError) in
            if let isolation = options.isolation {
                // Of the next transaction only. It would wait for one if the next statement failed, so until then it is a change.
                _ = try query("SET TRANSACTION ISOLATION LEVEL \(isolation.sql)")
            }
            _ = try query(options.isReadOnly ? "START TRANSACTION READ ONLY" : "START TRANSACTION")
            guard status.contains(.inTransaction) else {
                throw MariaDBError(code: .invalidTransaction, message: "the server did not begin a transaction")
            }
        }
    }

    /// Keeps what was done since a savepoint.
    func leaveSavepoint(_ scope: TransactionScope) throws(MariaDBError) {
        _ = try query("RELEASE SAVEPOINT \(scope.savepoint)")
        savepoints = scope.depth - 1
    }

    /// Undoes what was done since.
    func undo(_ scope: TransactionScope) throws(MariaDBError) {
        guard scope.depth > 0 else {
            _ = try query("ROLLBACK")
            return
        }
        savepoints = scope.depth - 1
        _ = try query("ROLLBACK TO SAVEPOINT \(scope.savepoint)")
        _ = try query("RELEASE SAVEPOINT \(scope.savepoint)")
    }
}
