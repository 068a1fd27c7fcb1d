/// How rows that are written in several steps are taken back if one of the steps fails.
enum WriteGuard: Sendable {
    /// They are not.
    case nothing
    /// They have a transaction of their own.
    case transaction
    /// They are part of a transaction that was open before, and have a savepoint in it.
    case savepoint
    /// The commit was sent.
    case committing
}

extension Session {
    private static let savepoint = "swift_mariadb_rows"

    /// Lets a step of what has reserved the session run.
    func step<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        isReserved = false
        defer { isReserved = true }
        return try body()
    }

    /// Makes sure that what comes can be taken back.
    func beginWriting() throws(MariaDBError) {
        if status.contains(.inTransaction) || !status.contains(.autocommit) {
            _ = try query("SAVEPOINT \(Self.savepoint)")
            guarding = .savepoint
        } else {
            _ = try query("START TRANSACTION")
            guarding = .transaction
        }
    }

    /// Makes what was written last, or leaves that to the transaction that was open before.
    func commitWriting() throws(MariaDBError) {
        switch guarding {
        case .nothing, .committing: break
        case .savepoint:
            _ = try query("RELEASE SAVEPOINT \(Self.savepoint)")
            guarding = .nothing
        case .transaction:
            guarding = .committing
            _ = try query("COMMIT")
            guarding = .nothing
        }
    }

    /// Takes back what was written.
    ///
    /// - Parameter confirmedRows: So many rows have been confirmed by the server.
    /// - Returns: Which rows are in.
    func takeBackWriting(confirmedRows: Int) -> MariaDBBulkFailure.Kept {
        defer { guarding = .nothing }
        switch guarding {
        case .nothing: return .first(confirmedRows)
        case .committing:
            // A commit that the server has refused is rolled back; of one without an answer nobody knows.
            return isOpen && rollBack("ROLLBACK") ? .none : .unknown
        // With the connection, the transaction is gone.
        case .transaction: return !isOpen || rollBack("ROLLBACK") ? .none : .unknown
        case .savepoint:
            if !isOpen || !status.contains(.inTransaction) { return .none }
            return rollBack("ROLLBACK TO SAVEPOINT \(Self.savepoint)") ? .none : .unknown
        }
    }

    /// Returns whether everything was taken back. Engines without transactions keep what they have, and the server warns (1196).
    private func rollBack(_ sql: String) -> Bool {
        guard let results = try? query(sql) else {
            if isOpen {
                shutDownSocket()
                close()
            }
            return true
        }
        return results.summary.warningCount == 0
    }
}
