#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension MariaDBConfiguration {
    /// Reads a configuration from a URL.
    ///
    /// ```
    /// mariadb://app:secret@db.example:3306/shop?connect-timeout=5
    /// mariadb://app@localhost/shop?socket=/run/mysqld/mysqld.sock
    /// ```
    /// The scheme is `mariadb` or `mysql`. User, password and database are percent-decoded. The port is 3306 unless given, the
    /// user must be given. Options: `socket`, the path of a unix socket, used instead of host and port; `connect-timeout`, in
    /// seconds; and those in <doc:Configuration>. An unknown option is an error, and so is an option given twice.
    ///
    /// - Throws: ``MariaDBError`` with the code `invalidConfiguration`. The message never holds the URL, which has a password.
    public init(url: String) throws(MariaDBError) {
        let (configuration, _) = try Self.read(url: url, names: ConnectionOptions.names)
        self = configuration
    }

    /// The configuration in a URL, and all options that it has.
    ///
    /// - Parameter names: The options that may be there.
    static func read(
        url: String, names: [String]
    ) throws(MariaDBError) -> (configuration: MariaDBConfiguration, options: OptionValues) {
        guard let parts = URLComponents(string: url, encodingInvalidCharacters: false) else {
            throw Self.invalid("it is no URL; write mariadb://user:password@host:port/database")
        }
        guard let scheme = parts.scheme?.lowercased(), ["mariadb", "mysql"].contains(scheme) else {
            throw Self.invalid("it must begin with mariadb:// or mysql://")
        }
        guard let user = parts.user, !user.isEmpty else {
            throw Self.invalid("the user is missing; write mariadb://user@host")
        }
        // A password with a bare '/' or '?' would end up in the path or among the options, and from there in messages.
        guard !(parts.percentEncodedPath + (parts.percentEncodedQuery ?? "")).contains("@") else {
            throw Self.invalid("there is an '@' behind the host; write %40, %2F and %3F for '@', '/' and '?' in a password")
        }
        guard parts.fragment == nil else {
            throw Self.invalid("it has a '#'; write %23 if that is part of the password")
        }
        // Foundation gives no port at all for one that is too large to be a number.
        if parts.port == nil, let port = parts.rangeOfPort, !port.isEmpty {
            throw Self.invalid("the port is not between 1 and 65535")
        }
        let values = OptionValues(try Self.options(parts.queryItems ?? [], names), from: .url)
        let options = ConnectionOptions(values)
        let address = try Self.address(host: parts.host ?? "", port: parts.port, socket: options.socket)
        var configuration = MariaDBConfiguration(
            address: address,
            user: user,
            password: MariaDBSecret(parts.password ?? ""),
            database: try Self.database(path: parts.path)
        )
        try options.apply(to: &configuration)
        // What Connector/C could misread is refused here already, where the mistake was made.
        _ = try SessionParameters(configuration)
        return (configuration, values)
    }

    private static func options(_ items: [URLQueryItem], _ names: [String]) throws(MariaDBError) -> [String: String] {
        var values: [String: String] = [:]
        for item in items {
            guard names.contains(item.name) else {
                if ClientOptions.names.contains(item.name) {
                    throw invalid(
                        "the option \(item.name) is one of a client; read the URL with MariaDBClient.Configuration(url:)")
                }
                let names = names.sorted().joined(separator: ", ")
                throw invalid("the option \(item.name.debugDescription) is unknown; there are: \(names)")
            }
            guard values.updateValue(item.value ?? "", forKey: item.name) == nil else {
                throw invalid("the option \(item.name) is given twice")
            }
        }
        return values
    }

    private static func address(host: String, port: Int?, socket: String?) throws(MariaDBError) -> Address {
        if let socket {
            guard ["", "localhost"].contains(host), port == nil else {
                throw invalid("the option socket goes with the host localhost and no port")
            }
            return .unixSocket(path: socket)
        }
        guard !host.isEmpty else { throw invalid("the host is missing; write mariadb://user@host") }
        // An IPv6 address stands in brackets in a URL and without them everywhere else.
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        return .tcp(host: isBracketed ? String(host.dropFirst().dropLast()) : host, port: port ?? 3306)
    }

    private static func database(path: String) throws(MariaDBError) -> String? {
        let name = path.drop(while: { $0 == "/" })
        guard !name.contains("/") else {
            throw invalid("the path is more than the name of a database")
        }
        return name.isEmpty ? nil : String(name)
    }

    static func invalid(_ problem: String) -> MariaDBError {
        MariaDBError(code: .invalidConfiguration, message: "the database URL can not be used: \(problem)")
    }
}
