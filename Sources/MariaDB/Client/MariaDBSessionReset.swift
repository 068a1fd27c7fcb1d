/// When a ``MariaDBClient`` resets the session of a connection that comes back, so that nothing of one user's session reaches the
/// next: variables, temporary tables, locks, SQL mode, character set, role, time zone and the rest.
///
/// A reset costs three or four round trips and the statements that the connection has prepared. An open transaction is rolled back
/// in any case.
public struct MariaDBSessionReset: Sendable, Hashable {
    enum Kind {
        case whenChanged, always, never
    }

    let kind: Kind

    /// When something has changed. The server says so itself (`session_track_state_change`); what it does not report, such as
    /// `GET_LOCK` or `SELECT @a := 1`, is told by the statement's text. Unseen remains a function or trigger in the database that
    /// takes a named lock or assigns a variable in a SELECT, and any change by a trigger or by a function in a view if the statement has
    /// a ``MariaDBDeadline`` or a ``MariaDBQuery/timeout``: where there is one, use ``always``.
    public static let whenChanged = MariaDBSessionReset(kind: .whenChanged)

    /// Every time.
    public static let always = MariaDBSessionReset(kind: .always)

    /// Never: each user gets what the one before has left.
    public static let never = MariaDBSessionReset(kind: .never)
}
