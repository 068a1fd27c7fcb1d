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

    /// How many prepared statements each connection keeps for the next time; 0 keeps none. 128 unless set. The server has room
    /// for 16,382 over all connections unless told otherwise (`max_prepared_stmt_count`).
    public var statementCacheSize = 128

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
