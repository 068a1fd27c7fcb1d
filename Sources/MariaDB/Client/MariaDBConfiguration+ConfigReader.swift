#if Configuration
public import Configuration

extension MariaDBConfiguration {
    /// Reads a configuration with swift-configuration: from the environment, a file, or whatever the reader has.
    ///
    /// ```swift
    /// let reader = ConfigReader(provider: EnvironmentVariablesProvider())
    /// let configuration = try MariaDBConfiguration(reader: reader.scoped(to: "mariadb"))      // MARIADB_HOST, MARIADB_USER, …
    /// let other = try MariaDBConfiguration(url: reader.requiredString(forKey: "database.url", isSecret: true))   // DATABASE_URL
    /// ```
    /// ## Configuration keys
    /// Nothing is put before them; scope the reader as you like.
    ///
    /// - `url` (string, secret): all in one, see ``init(url:)``. The other keys change what it says.
    /// - `host` (string), `port` (integer, 3306 unless given), or `socket` (string): where the server is.
    /// - `user` (string): who logs in. Must be given, here or in the URL.
    /// - `password` (string, secret): empty unless given.
    /// - `database` (string): none unless given.
    /// - the options of a URL by the same names, such as `connect-timeout` or `tls`: see <doc:Configuration>. The passphrase
    ///   `tls-key-passphrase` is a secret. Numbers may be numbers, and true and false be booleans.
    ///
    /// - Throws: ``MariaDBError`` with the code `invalidConfiguration`. The message never holds a value.
    public init(reader: ConfigReader) throws(MariaDBError) {
        let (configuration, _) = try Self.read(reader, alsoInURL: [])
        self = configuration
    }

    /// The configuration that a reader has, and all options of its URL.
    ///
    /// - Parameter others: Options that may be in the URL beside those of a connection.
    static func read(
        _ reader: ConfigReader, alsoInURL others: [String]
    ) throws(MariaDBError) -> (configuration: MariaDBConfiguration, urlOptions: OptionValues) {
        guard let url = text(reader, "url") else {
            return (try MariaDBConfiguration(reader, changing: nil), OptionValues([:], from: .url))
        }
        let (configuration, options) = try read(url: url, names: ConnectionOptions.names + others)
        return (try MariaDBConfiguration(reader, changing: configuration), options)
    }

    /// - Parameter basis: What the URL says.
    private init(_ reader: ConfigReader, changing basis: MariaDBConfiguration?) throws(MariaDBError) {
        let options = ConnectionOptions(Self.options(reader, ConnectionOptions.names))
        let user = Self.text(reader, "user")
        if let basis {
            self = basis
        } else {
            guard user != nil else { throw options.invalid("the key user is missing") }
            guard Self.text(reader, "host") != nil || options.socket != nil else {
                throw options.invalid("the key host is missing, or the key socket")
            }
            self.init(address: .tcp(host: "", port: 3306), user: "", password: "", database: nil)
        }
        if let user { self.user = user }
        if let password = Self.text(reader, "password") { self.password = MariaDBSecret(password) }
        if let database = Self.text(reader, "database") { self.database = database.isEmpty ? nil : database }
        try setAddress(host: Self.text(reader, "host"), port: Self.text(reader, "port"), options)
        try options.apply(to: &self)
        // What Connector/C could misread is refused here already.
        _ = try SessionParameters(self)
    }

    /// What a reader says of some options.
    static func options(_ reader: ConfigReader, _ names: [String]) -> OptionValues {
        var values: [String: String] = [:]
        for name in names { values[name] = text(reader, name) }
        return OptionValues(values, from: .configuration)
    }

    private mutating func setAddress(host: String?, port: String?, _ options: ConnectionOptions) throws(MariaDBError) {
        if let socket = options.socket {
            guard host == nil || host == "localhost", port == nil else {
                throw options.invalid("the key socket goes with the host localhost and no port")
            }
            address = .unixSocket(path: socket)
            return
        }
        guard host != nil || port != nil else { return }
        var parts: (host: String?, port: Int) = (nil, 3306)
        if case .tcp(let host, let port) = address { parts = (host, port) }
        if let port {
            guard let number = Int(port), (1...65_535).contains(number) else {
                throw options.invalid("the port is not between 1 and 65535")
            }
            parts.port = number
        }
        guard let host = host ?? parts.host else { throw options.invalid("the key port goes with the key host") }
        address = .tcp(host: host, port: parts.port)
    }

    private static let secrets: Set<String> = ["url", "password", "tls-key-passphrase"]

    /// A value of whatever type, as a text: providers of the environment have texts only, files have numbers, too.
    private static func text(_ reader: ConfigReader, _ name: String) -> String? {
        let key = ConfigKey([name])
        let isSecret = secrets.contains(name)
        if let text = reader.string(forKey: key, isSecret: isSecret) { return text }
        if let number = reader.int(forKey: key, isSecret: isSecret) { return "\(number)" }
        if let number = reader.double(forKey: key, isSecret: isSecret) { return "\(number)" }
        if let flag = reader.bool(forKey: key, isSecret: isSecret) { return "\(flag)" }
        return reader.stringArray(forKey: key, isSecret: isSecret)?.joined(separator: ",")
    }
}
#endif
