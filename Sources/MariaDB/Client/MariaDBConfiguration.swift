/// Where the server is and who logs in.
///
/// ```swift
/// let configuration = MariaDBConfiguration(host: "127.0.0.1", user: "app", password: "…", database: "shop")
/// let same = try MariaDBConfiguration(url: "mariadb://app:…@127.0.0.1/shop")
/// ```
public struct MariaDBConfiguration: Sendable, Hashable {
    /// How the server is reached.
    public enum Address: Sendable, Hashable {
        /// Over TCP, also when the host is `localhost`. The host is a name or an IP address and nothing else.
        case tcp(host: String, port: Int)
        /// Over a unix socket: the path of the socket file, at most 107 bytes.
        case unixSocket(path: String)
    }

    /// How the server is reached.
    public var address: Address

    /// The user who logs in. Never taken from the environment.
    public var user: String

    /// The password; an empty one means none. Never taken from the environment.
    public var password: MariaDBSecret

    /// The default database after login, or `nil` for none.
    public var database: String?

    /// How long connecting may take in all: name look-up, connection, login. 10 seconds unless set.
    public var connectTimeout: Duration = .seconds(10)

    /// Whether and how the connection is encrypted. `nil`, the default, chooses by ``address``:
    ///
    /// - a unix socket: no TLS, since nothing leaves the machine;
    /// - `localhost`, `127.…` and `::1`: ``MariaDBTLS/prefer``;
    /// - any other host: ``MariaDBTLS/require(verification:certificateAuthorityFile:clientCertificate:)`` with its defaults, which
    ///   is a certificate for that host, signed by an authority that the system trusts.
    ///
    /// So a server in the network that has no TLS, or a certificate of its own making, is an error that says so, until you write
    /// down what you want instead: nothing is ever sent in clear to another machine because nobody had thought of it.
    public var tls: MariaDBTLS?

    /// Asked for user and password at each connect, in the place of ``user`` and ``password``: for passwords that change, such as
    /// tokens that are good for minutes.
    ///
    /// It runs in the task that connects, and its time counts for ``connectTimeout``; when the time is up its task is cancelled. If it
    /// throws, connecting fails with the code `credentialsUnavailable`. Two configurations are equal if one is a copy of the
    /// other and this was not set since.
    public var credentials: (@Sendable () async throws -> MariaDBCredentials)? {
        get { credentialsSource?.request }
        set { credentialsSource = newValue.map(CredentialsSource.init) }
    }

    private(set) var credentialsSource: CredentialsSource?

    /// The file with the server's public RSA key, in PEM form, for users of MySQL's `caching_sha2_password` on a connection
    /// without TLS: the password is encrypted with it. `nil`, the default, refuses such users there; a key that the server sends
    /// itself proves nothing.
    public var serverPublicKeyFile: String?

    /// Whether the server may ask for the password itself, by `mysql_clear_password` or `dialog`, as PAM and LDAP need it. Only
    /// over a unix socket, or over TLS with a check of the server's certificate; anything else is an error. `false` unless set.
    ///
    /// With `dialog` the first question for a password is answered with ``password``, which must not be empty. The server must not
    /// ask more (as for a second factor): Connector/C puts further questions to the terminal and waits there for ever.
    public var allowsCleartextPassword = false

    /// Whether to log in with a password that has expired. Each statement then fails with the code `passwordExpired` until
    /// `SET PASSWORD = PASSWORD('…')` was executed. `false` unless set: then some servers refuse the login with that code.
    public var allowsExpiredPassword = false

    /// How many prepared statements each connection keeps for the next time; 0 keeps none. 128 unless set. The server has room
    /// for 16,382 over all connections unless told otherwise (`max_prepared_stmt_count`).
    public var statementCacheSize = 128

    /// Whether ``MariaDBSummary/affectedRows`` of an UPDATE counts the rows that its WHERE found, and not only those that it changed.
    /// False unless set (`CLIENT_FOUND_ROWS`).
    public var countsFoundRows = false

    /// What the server is asked to report of each session, for ``MariaDBConnection/sessionState``. Nothing beyond what it reports anyway
    /// unless set; else one round trip at connecting. If the server can not track it, connecting fails with the code
    /// `invalidConfiguration`.
    public var sessionTracking = MariaDBSessionTracking()

    /// How long each call of a connection may run, or `nil`, the default, for as long as it takes. Waiting for the connection's turn
    /// or a thread does not count; ``MariaDBDeadline`` bounds that, too. Of rows that are read as they are asked for, each batch is
    /// a call; a ``MariaDBConnection/perform(file:line:_:)`` is one as a whole. ``MariaDBQuery/timeout`` is in its place for one query.
    ///
    /// The server is told as well, so that it stops even when this process is gone: by `max_statement_time` on MariaDB, by
    /// `max_execution_time` on MySQL, where it holds for SELECT only. One round trip for each connection, with its first call.
    public var statementTimeout: Duration?

    /// How long a call that was cancelled, or whose time is up, may take to stop at the server. 80 milliseconds unless set.
    ///
    /// Within this time the connection survives. Then its socket is shut down, so that the call ends all the same, and the connection
    /// is closed. A second connection is made for KILL QUERY, so allow for several round trips: raise it for a far server.
    public var cancellationGracePeriod: Duration = .milliseconds(80)

    /// What connections tell of their work: slow statements, failures, spans.
    public var observability = MariaDBObservability()

    /// How large a result may become that is brought into memory as a whole: any number of rows and 1 GiB unless set. A query can
    /// have a limit of its own, ``MariaDBQuery/resultLimit``.
    public var resultLimit = MariaDBResultLimit()

    /// A configuration for a server reached over TCP.
    ///
    /// - Parameters:
    ///   - host: A host name or an IP address.
    ///   - port: The TCP port, from 1 to 65,535.
    ///   - user: The user who logs in.
    ///   - password: The password; empty for none.
    ///   - database: The default database, or `nil` for none.
    public init(host: String, port: Int = 3306, user: String, password: MariaDBSecret = "", database: String? = nil) {
        self.init(address: .tcp(host: host, port: port), user: user, password: password, database: database)
    }

    /// A configuration for a server reached over a unix socket.
    ///
    /// - Parameters:
    ///   - unixSocket: The path of the socket file.
    ///   - user: The user who logs in.
    ///   - password: The password; empty for none.
    ///   - database: The default database, or `nil` for none.
    public init(unixSocket: String, user: String, password: MariaDBSecret = "", database: String? = nil) {
        self.init(address: .unixSocket(path: unixSocket), user: user, password: password, database: database)
    }

    init(address: Address, user: String, password: MariaDBSecret, database: String?) {
        self.address = address
        self.user = user
        self.password = password
        self.database = database
    }
}

extension MariaDBConfiguration.Address: CustomStringConvertible {
    /// `host:port`, `[ip6]:port` or the path of the socket.
    public var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unixSocket(let path): path
        }
    }
}
