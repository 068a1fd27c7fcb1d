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

        /// The server refused the login: wrong user or password, unknown database, host not allowed.
        public static let accessDenied = Code("accessDenied")

        // MARK: Connecting and losing connections

        /// No connection could be made: nobody listens there, the name is unknown, the socket file is missing.
        public static let connectFailed = Code("connectFailed")

        /// The connection was not ready within ``MariaDBConfiguration/connectTimeout``.
        public static let connectTimeout = Code("connectTimeout")

        /// The connection broke while it was in use. Whether a statement that was running took effect is not known.
        public static let connectionLost = Code("connectionLost")

        /// The connection was used after ``MariaDBConnection/close()``, or after an error that ended it.
        public static let connectionClosed = Code("connectionClosed")

        /// The call was ended by `cancel()` of its connection. Whether its statement took effect is not known.
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

        /// The cursor was used after ``MariaDBCursor/close()``.
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
