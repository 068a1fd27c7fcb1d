extension MariaDBError {
    /// The number of an error in sending. What did not leave this machine whole, the server has not executed.
    private static let notSent = 2006

    /// The same error, of a statement that was sent.
    ///
    /// - Parameter sql: The statement, or `nil` if it is not to be taken for one that only reads.
    func afterSending(_ sql: String?) -> MariaDBError {
        guard code == .connectionLost || code == .malformedPacket, number != Self.notSent else { return self }
        var error = self
        error.outcomeUnknown = outcomeUnknown || sql.map { StatementKind($0) != .reading } ?? true
        return error
    }

    /// Whether the server has rolled the whole transaction back, and not the statement only: a deadlock (1213), no room for more
    /// locks (1206), a row that has changed since the snapshot of the transaction (1020, `innodb_snapshot_isolation`).
    ///
    /// What came next would be committed by itself. Other engines than InnoDB keep the transaction after 1020; it is then rolled back
    /// by us.
    var endsTransaction: Bool {
        guard code == .server, let number else { return false }
        return [1213, 1206, 1020].contains(number)
    }
}
