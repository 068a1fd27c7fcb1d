/// What the options of an option file mean for a connection.
struct OptionFileOptions {
    let user: String?
    let password: String?
    let database: String?
    let address: MariaDBConfiguration.Address
    /// All others, by the names that they have in a URL.
    let connection: ConnectionOptions
    /// Those of a client, by the names that they have everywhere.
    let client: ClientOptions

    private static let sslNames: Set<String> = [
        "ssl", "ssl-ca", "ssl-cert", "ssl-cipher", "ssl-fp", "ssl-key", "ssl-mode", "ssl-passphrase", "ssl-verify-server-cert",
        "tls-version",
    ]

    /// Without a value these would mean 1, as if they were flags.
    private static let namesWithValue = sslNames.subtracting(["ssl", "ssl-verify-server-cert"]).union(ClientOptions.names).union(
        ["user", "database", "host", "port", "socket", "protocol", "connect-timeout"])

    init(_ given: [String: (value: String?, place: String)], path: String) throws(MariaDBError) {
        var values: [String: String] = [:]
        for (name, (value, place)) in given {
            guard value != nil || !Self.namesWithValue.contains(name) else {
                throw OptionFile.invalid(place, "\(name) has no value")
            }
            var (name, value) = Self.positive(name, value)
            if name == "tls-fp" { name = "ssl-fp" }
            guard Self.sslNames.contains(name) || !(name.hasPrefix("ssl") || name.hasPrefix("tls")) else {
                throw OptionFile.invalid(
                    place, "\(name) is not supported; there are: \(Self.sslNames.sorted().joined(separator: ", "))")
            }
            values[name] = value
        }
        user = values["user"]
        password = values["password"]
        database = values["database"]
        address = try Self.address(values, path)
        connection = ConnectionOptions(OptionValues(try Self.translated(values, path), from: .optionFile(path: path)))
        client = ClientOptions(OptionValues(values, from: .optionFile(path: path)))
    }

    /// `skip-ssl` and `disable-ssl` are `ssl=0`, `enable-ssl` is `ssl=1`, and so is `ssl` alone.
    private static func positive(_ name: String, _ value: String?) -> (name: String, value: String) {
        for (prefix, meaning) in [("skip-", "0"), ("disable-", "0"), ("enable-", "1")] where name.hasPrefix(prefix) {
            return (String(name.dropFirst(prefix.count)), meaning)
        }
        return (name, value ?? (name == "password" ? "" : "1"))
    }

    /// The socket where the client programs of MariaDB take it: for the host `localhost`, or none, unless the protocol is TCP.
    private static func address(_ values: [String: String], _ path: String) throws(MariaDBError) -> MariaDBConfiguration.Address {
        let host = values["host"] ?? "localhost"
        let `protocol` = values["protocol"]?.lowercased()
        guard [nil, "tcp", "socket"].contains(`protocol`) else {
            throw OptionFile.invalid(path, "protocol must be tcp or socket")
        }
        if let socket = values["socket"], `protocol` == "socket" || `protocol` == nil && host == "localhost" {
            return .unixSocket(path: socket)
        }
        guard `protocol` != "socket" else { throw OptionFile.invalid(path, "protocol is socket, and no socket is given") }
        guard let text = values["port"] else { return .tcp(host: host, port: 3306) }
        guard let port = Int(text), (1...65_535).contains(port) else {
            throw OptionFile.invalid(path, "the port is not between 1 and 65535")
        }
        return .tcp(host: host, port: port)
    }

    private static func translated(_ values: [String: String], _ path: String) throws(MariaDBError) -> [String: String] {
        var result = ["tls": try mode(values, path)].compactMapValues(\.self)
        for (name, other) in [
            ("connect-timeout", "connect-timeout"), ("ssl-ca", "tls-ca"), ("ssl-cert", "tls-cert"), ("ssl-key", "tls-key"),
            ("ssl-passphrase", "tls-key-passphrase"), ("ssl-cipher", "tls-ciphers"), ("ssl-fp", "tls-fingerprint"),
            ("tls-version", "tls-versions"),
        ] {
            if let value = values[name] { result[other] = value }
        }
        return result
    }

    /// What the options of TLS say together. Whoever says nothing of a check gets the full one.
    private static func mode(_ values: [String: String], _ path: String) throws(MariaDBError) -> String? {
        let isOn = try flag("ssl", values, path)
        let isVerified = try flag("ssl-verify-server-cert", values, path)
        if let mode = values["ssl-mode"]?.uppercased() {
            let modes = [
                "DISABLED": "disable", "PREFERRED": "prefer", "REQUIRED": "require", "VERIFY_CA": "verify-ca",
                "VERIFY_IDENTITY": "verify-full",
            ]
            guard let mode = modes[mode] else {
                throw OptionFile.invalid(path, "ssl-mode must be \(modes.keys.sorted().joined(separator: ", "))")
            }
            return mode
        }
        if isOn == false { return "disable" }
        if values["ssl-fp"] != nil { return "require" }
        if isVerified == false { return "require" }
        return isOn == true || isVerified == true ? "verify-full" : nil
    }

    private static func flag(_ name: String, _ values: [String: String], _ path: String) throws(MariaDBError) -> Bool? {
        switch values[name]?.lowercased() {
        case nil: return nil
        case "1", "on", "true": return true
        case "0", "off", "false": return false
        default: throw OptionFile.invalid(path, "\(name) must be 0 or 1")
        }
    }
}
