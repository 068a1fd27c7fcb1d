extension MariaDBConnection {
    /// What is known of the session: the default database, the transaction, and what the server has reported of changes by itself, such
    /// as the identifier of the last commit. It costs no round trip; a call that runs is waited for.
    public var sessionState: MariaDBSessionState { session.state }
}
