/// What has happened in a session's transaction, as the server reports it (MySQL manual, "Server Tracking of Client Session State",
/// `session_track_transaction_info`).
public struct MariaDBTransactionState: Sendable, Hashable, CustomStringConvertible {
    /// The eight letters and underscores that the server sent, such as `T_R_W___`.
    public let description: String

    init(_ text: String) {
        description = text
    }

    /// Whether a transaction is open.
    public var isOpen: Bool { holds("T", at: 0) || isImplicit }

    /// Whether it was not begun by START TRANSACTION but by a statement, without autocommit.
    public var isImplicit: Bool { holds("I", at: 0) }

    /// Whether tables have been read.
    public var hasRead: Bool { holds("r", at: 1) || holds("R", at: 2) }

    /// Whether tables have been written to.
    public var hasWritten: Bool { hasWrittenForGood || holds("W", at: 4) }

    /// Whether tables have been written to whose engine knows no transactions: that can not be rolled back.
    public var hasWrittenForGood: Bool { holds("w", at: 3) }

    /// Whether a statement has run that is unsafe to replicate as text.
    public var hasRunUnsafeStatement: Bool { holds("s", at: 5) }

    /// Whether rows have been sent.
    public var hasSentRows: Bool { holds("S", at: 6) }

    /// Whether tables are locked by LOCK TABLES.
    public var hasLockedTables: Bool { holds("L", at: 7) }

    private func holds(_ letter: Unicode.Scalar, at position: Int) -> Bool {
        description.unicodeScalars.dropFirst(position).first == letter
    }
}
