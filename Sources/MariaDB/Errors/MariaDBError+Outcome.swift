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
}
