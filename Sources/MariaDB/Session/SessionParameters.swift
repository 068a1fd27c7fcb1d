/// A configuration that has been checked and is safe to give to Connector/C, which reads meaning into some strings.
struct SessionParameters: Sendable {
    var address: MariaDBConfiguration.Address
    var user: String
    var password: MariaDBSecret
    var database: String?
    /// Whole seconds, rounded up: Connector/C knows no other.
    let connectTimeoutSeconds: UInt32
    var statementCacheSize: Int
    var countsFoundRows: Bool
    var resultLimit: MariaDBResultLimit
    let tls: TLSParameters
    var tracking: MariaDBSessionTracking
    let authentication: AuthenticationParameters

    init(_ configuration: MariaDBConfiguration) throws(MariaDBError) {
        try Self.check(configuration.address)
        try Self.check(user: configuration.user, password: configuration.password, database: configuration.database)
        try configuration.sessionTracking.check()
        guard configuration.connectTimeout > .zero else { throw Self.invalid("the connect time-out must be above zero") }
        tls = try TLSParameters(configuration.tls, address: configuration.address)
        authentication = try AuthenticationParameters(configuration, tls)
        address = configuration.address
        user = configuration.user
        password = configuration.password
        database = configuration.database
        statementCacheSize = configuration.statementCacheSize
        countsFoundRows = configuration.countsFoundRows
        resultLimit = configuration.resultLimit
        tracking = configuration.sessionTracking
        let (seconds, rest) = configuration.connectTimeout.components
        connectTimeoutSeconds = UInt32(clamping: seconds) &+ (rest > 0 && seconds < Int64(UInt32.max) ? 1 : 0)
    }

    static func check(user: String, password: MariaDBSecret, database: String?) throws(MariaDBError) {
        // An empty name makes Connector/C log in as the user who runs the process, or as root.
        guard !user.isEmpty else { throw invalid("the user is empty; name the user who logs in") }
        for (name, text) in [("user", user), ("password", password.revealed), ("database", database ?? "")]
        where text.utf8.contains(0) {
            throw invalid("the \(name) holds a zero byte")
        }
    }

    private static func check(_ address: MariaDBConfiguration.Address) throws(MariaDBError) {
        switch address {
        case .tcp(let host, let port):
            guard (1...65_535).contains(port) else { throw invalid("the port \(port) is not between 1 and 65535") }
            try check(host: host)
        case .unixSocket(let path):
            guard !path.isEmpty, !path.utf8.contains(0) else {
                throw invalid("the path of the unix socket is empty or holds a zero byte")
            }
            guard path.utf8.count <= 107 else {
                throw invalid("the path of the unix socket is longer than 107 bytes, the system's limit")
            }
        }
    }

    /// Connector/C takes a host with `;` or `=` for a connection string, `://` for a plugin and `,` for a list of hosts. A name
    /// or an address needs none of them.
    private static func check(host: String) throws(MariaDBError) {
        guard !host.isEmpty else { throw invalid("the host is empty") }
        guard host.utf8.count <= 255 else { throw invalid("the host is longer than 255 bytes") }
        for character in host.unicodeScalars where !isHostCharacter(character) {
            throw invalid("the host holds \(describe(character)), which no host name or address has")
        }
    }

    private static func isHostCharacter(_ character: Unicode.Scalar) -> Bool {
        switch character {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", ":", "%": true
        default: false
        }
    }

    private static func describe(_ character: Unicode.Scalar) -> String {
        let isPrintable = (0x21...0x7E).contains(character.value)
        return isPrintable ? "'\(character)'" : "the character U+\(String(character.value, radix: 16, uppercase: true))"
    }

    static func invalid(_ message: String) -> MariaDBError {
        MariaDBError(code: .invalidConfiguration, message: message)
    }
}
