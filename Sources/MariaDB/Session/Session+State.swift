internal import CMariaDB

extension Session {
    /// Takes what an answer without rows says of the session's state. One test of a bit, unless something has changed.
    ///
    /// After every such answer, before the next is read: Connector/C keeps the reports of one answer only.
    func noteAnswer() {
        guard let handle = unsafe openHandle, status.contains(.sessionStateChanged) else { return }
        // Nobody takes it twice, nor for that of the next answer: an error has no status.
        forgetStateChange()
        let reports = unsafe Self.reports(handle)
        guard !reports.isEmpty else { return missReport() }
        var isChanged = false
        for report in reports where !isOfLimit(report) && tracked.take(report) { isChanged = true }
        if watchesState, isChanged { isStateChanged = true }
    }

    /// Takes note of a change that came with the end of rows, whose packet has no room to say of what. Before the next answer is read.
    func noteRowsEnd() {
        guard status.contains(.sessionStateChanged) else { return }
        forgetStateChange()
        missReport()
    }

    private func missReport() {
        tracked.missReport(isInTransaction: status.contains(.inTransaction))
        if watchesState, !hidesChange { isStateChanged = true }
    }

    /// Runs statements of ours that leave nothing of a user's in the session: they must not cause it to be reset. If they fail, what
    /// they may have left counts.
    func withoutStateChange(_ body: () throws(MariaDBError) -> Void) throws(MariaDBError) {
        noteRowsEnd()
        let wasChanged = isStateChanged
        try body()
        isStateChanged = wasChanged
    }

    /// Whether a report is of the statement's own time limit: the server takes that for a change of the session, and does not report
    /// that it has put it back.
    private func isOfLimit(_ report: TrackedState.Report) -> Bool {
        switch report {
        case .change: hidesChange
        case .variable("max_statement_time", _): isLimited
        default: false
        }
    }

    /// Whether a change is that of the statement's own time limit. It can not be told from one that a stored function has made beside
    /// it, so a statement that may call one counts as a change.
    private var hidesChange: Bool { isLimited && limitableStatement.callsNothing }

    /// What is known of the session now.
    var state: MariaDBSessionState {
        noteRowsEnd()
        let status = status
        return MariaDBSessionState(
            database: database, isAutocommit: status.contains(.autocommit), isInTransaction: status.contains(.inTransaction),
            isTransactionReadOnly: status.contains(.inReadOnlyTransaction), variables: tracked.variables,
            transaction: tracked.transaction.map { MariaDBTransactionState($0) },
            transactionCharacteristics: tracked.characteristics, lastGTID: tracked.gtid)
    }

    /// Has the server report what was asked for. One round trip, or none.
    func beginTracking() throws(MariaDBError) {
        guard !tracking.isDefault else { return }
        do {
            _ = try query("SET " + tracking.assignments(isMariaDB: isMariaDB))
            if tracking.transaction { tracked.beginTransactions() }
        } catch {
            guard error.code == .server else { throw error }
            throw SessionParameters.invalid("the server can not track what was asked for: \(error.message)")
        }
    }

    // MARK: What Connector/C has kept of the answer

    private static func reports(_ handle: UnsafeMutablePointer<MYSQL>) -> [TrackedState.Report] {
        var reports: [TrackedState.Report] = []
        var name: String?
        unsafe each(SESSION_TRACK_SYSTEM_VARIABLES, handle) { text in
            // Names and values take turns.
            if let known = name { reports.append(.variable(name: known, value: text)) }
            name = name == nil ? text : nil
        }
        unsafe each(SESSION_TRACK_SCHEMA, handle) { _ in reports.append(.database) }
        unsafe each(SESSION_TRACK_STATE_CHANGE, handle) { _ in reports.append(.change) }
        unsafe each(SESSION_TRACK_GTIDS, handle) { reports.append(.gtid($0)) }
        unsafe each(SESSION_TRACK_TRANSACTION_CHARACTERISTICS, handle) { reports.append(.characteristics($0)) }
        unsafe each(SESSION_TRACK_TRANSACTION_STATE, handle) { reports.append(.transaction($0)) }
        return reports
    }

    private static func each(
        _ type: enum_session_state_type, _ handle: UnsafeMutablePointer<MYSQL>, _ body: (String) -> Void
    ) {
        var text: UnsafePointer<CChar>?
        var length = 0
        var failed = unsafe mysql_session_track_get_first(handle, type, &text, &length)
        while failed == 0 {
            // The text has a length and no zero at its end.
            let bytes = unsafe UnsafeRawBufferPointer(start: text, count: length)
            unsafe body(String(decoding: bytes, as: UTF8.self))
            failed = unsafe mysql_session_track_get_next(handle, type, &text, &length)
        }
    }
}
