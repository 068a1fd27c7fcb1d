extension MariaDBError {
    /// The kind of a failure. A struct and not an enum, so that a new kind breaks no `switch` of yours.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name, as it is spelled in code.
        public let description: String

        private init(_ name: String) {
            description = name
        }

        // MARK: From the server

        /// The server refused a statement; see ``MariaDBError/number`` and ``MariaDBError/sqlState``.
        public static let server = Code("server")

        /// The server refused the login: wrong user or password, unknown database, or an account that may log in over TLS only
        /// and did not. The server does not tell which of user and password is wrong, nor that TLS is missing (all 1045).
        public static let accessDenied = Code("accessDenied")

        /// The server knows no account for this client's host (1130), or has blocked the host (1129).
        public static let hostNotAllowed = Code("hostNotAllowed")

        /// The account's password has expired: at login (1862), or with a statement (1820) where the server lets one in to change
        /// it. With ``MariaDBConfiguration/allowsExpiredPassword`` one always gets in, and `SET PASSWORD` works.
        public static let passwordExpired = Code("passwordExpired")

        /// The account is locked (MariaDB 4151, MySQL 3118).
        public static let accountLocked = Code("accountLocked")

        /// The server has all the connections that it may have (1040, `max_connections`). Later there may be room.
        public static let tooManyConnections = Code("tooManyConnections")

        /// The account has all the connections, or has run all the statements of this hour, that it may (1226, 1203).
        public static let userLimitReached = Code("userLimitReached")

        // MARK: Connecting and losing connections

        /// No connection could be made: nobody listens there, the name is unknown, the socket file is missing.
        public static let connectFailed = Code("connectFailed")

        /// The connection was not ready within ``MariaDBConfiguration/connectTimeout``.
        public static let connectTimeout = Code("connectTimeout")

        /// TLS is required and the server offers none. Nothing of the login was sent.
        public static let tlsNotOffered = Code("tlsNotOffered")

        /// The server's certificate is not to be trusted: signed by another authority or by itself, expired, for another host, or
        /// with another fingerprint. Nothing of the login was sent.
        public static let certificateRejected = Code("certificateRejected")

        /// No encryption could be agreed on: no version or cipher in common, or the server refuses the client's certificate.
        public static let tlsFailed = Code("tlsFailed")

        /// The server asked for the password in a way that this connection does not allow, and did not get it; see
        /// ``MariaDBConfiguration/allowsCleartextPassword``.
        public static let authenticationNotAllowed = Code("authenticationNotAllowed")

        /// ``MariaDBConfiguration/credentials`` threw; its error is ``MariaDBError/underlying``.
        public static let credentialsUnavailable = Code("credentialsUnavailable")

        /// No connection of a ``MariaDBClient`` was free within ``MariaDBClient/Configuration/acquireTimeout``. The message says who has
        /// them.
        public static let acquireTimeout = Code("acquireTimeout")

        /// The ``MariaDBClient`` was used after ``MariaDBClient/shutdown()``.
        public static let clientShutDown = Code("clientShutDown")

        /// The connection broke while it was in use. Whether a statement that was running took effect is not known.
        public static let connectionLost = Code("connectionLost")

        /// The connection was used after ``MariaDBConnection/close()``, or after an error that ended it.
        public static let connectionClosed = Code("connectionClosed")

        /// The statement ran for longer than ``MariaDBConfiguration/statementTimeout``, the server's own limit, or until the end of its
        /// ``MariaDBDeadline``, and was stopped. Whether it took effect is not known.
        public static let statementTimeout = Code("statementTimeout")

        /// The ``MariaDBDeadline`` came while the call waited for a connection of a client, its connection's turn or a thread. Nothing
        /// was sent.
        public static let waitTimeout = Code("waitTimeout")

        /// The call was ended by ``MariaDBConnection/cancel()``, or by a KILL QUERY of somebody else. Whether its statement took effect
        /// is not known.
        public static let cancelled = Code("cancelled")

        /// The server sent bytes that are not the protocol. The connection is ended.
        public static let malformedPacket = Code("malformedPacket")

        // MARK: Mistakes in the call

        /// A configuration or a URL that can not be used.
        public static let invalidConfiguration = Code("invalidConfiguration")

        /// The connection was asked for something while the rows of a ``MariaDBQuerying/withRows(_:batch:file:line:_:)`` are
        /// being read. Use another connection, or read the rows first.
        public static let connectionBusy = Code("connectionBusy")

        /// A query that can not be sent: the number of binds differs from the number of placeholders, or is over 65,535.
        public static let invalidQuery = Code("invalidQuery")

        /// A row or a statement that is larger than the server takes in one packet (`max_allowed_packet`). Nothing of it was sent.
        public static let packetTooLarge = Code("packetTooLarge")

        /// A connection of a ``MariaDBClient`` was used after the body that it was given to. Nothing was sent.
        public static let leaseEnded = Code("leaseEnded")

        /// A ``MariaDBTransaction`` was used after its body.
        public static let transactionEnded = Code("transactionEnded")

        /// A transaction could not be begun as asked.
        public static let invalidTransaction = Code("invalidTransaction")

        /// The cursor was used after ``MariaDBCursor/close()``, or rows were read after the body that they were given to.
        public static let cursorClosed = Code("cursorClosed")

        /// A fetch was asked of a cursor that has executed nothing, or whose statement gives no rows.
        public static let noResultSet = Code("noResultSet")

        /// A cursor was to be moved to a row that its result does not have.
        public static let outOfRange = Code("outOfRange")

        // MARK: Results

        /// A value of a row can not be read as the type asked for.
        public static let decodingFailed = Code("decodingFailed")

        /// Exactly one row was asked for and there was none.
        public static let noRows = Code("noRows")

        /// Exactly one row was asked for and there were more.
        public static let tooManyRows = Code("tooManyRows")

        /// A result is larger than ``MariaDBConfiguration/resultLimit`` allows. The connection goes on; the statement ran at the
        /// server until it was stopped.
        public static let resultTooLarge = Code("resultTooLarge")

        // MARK: This process

        /// The thread pool could not run the call: it is shut down, or the system gave it no thread.
        public static let executorUnavailable = Code("executorUnavailable")

        /// Connector/C reported an error of its own that is none of the above.
        public static let client = Code("client")
    }

    /// Whether the connection is gone and a new one is needed.
    public var isConnectionLost: Bool {
        code == .connectionLost || code == .connectionClosed || code == .malformedPacket
    }
}
