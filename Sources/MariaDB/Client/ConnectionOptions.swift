/// The options of a connection by name, as they stand in a URL, in a configuration and, with names of their own, in an option file.
struct ConnectionOptions {
    let values: OptionValues

    static let names = [
        "allow-cleartext-password", "allow-expired-password", "cancellation-grace-period", "connect-timeout", "count-found-rows",
        "server-public-key", "slow-statement-threshold", "socket", "statement-cache-size", "statement-text", "statement-timeout",
        "tls", "tls-ca", "tls-cert", "tls-ciphers", "tls-fingerprint", "tls-key", "tls-key-passphrase", "tls-versions",
    ]

    init(_ values: OptionValues) {
        self.values = values
    }

    /// The path of a unix socket.
    var socket: String? { values["socket"] }

    /// Sets what is given.
    func apply(to configuration: inout MariaDBConfiguration) throws(MariaDBError) {
        try set(&configuration.allowsCleartextPassword, values.flag("allow-cleartext-password"))
        try set(&configuration.allowsExpiredPassword, values.flag("allow-expired-password"))
        try set(&configuration.cancellationGracePeriod, values.seconds("cancellation-grace-period"))
        try set(&configuration.connectTimeout, values.seconds("connect-timeout"))
        try set(&configuration.countsFoundRows, values.flag("count-found-rows"))
        if let file = values["server-public-key"] { configuration.serverPublicKeyFile = file }
        try set(&configuration.statementCacheSize, values.number("statement-cache-size", 0...16_382))
        try set(
            &configuration.observability.statementText,
            values.choice(
                "statement-text", ["parametrised": MariaDBObservability.StatementText.parametrised, "omitted": .omitted]))
        try set(&configuration.observability.slowStatementThreshold, values.secondsOrOff("slow-statement-threshold"))
        if let timeout = try values.seconds("statement-timeout") { configuration.statementTimeout = timeout }
        if let tls = try tls() { configuration.tls = tls }
    }

    private func set<Value>(_ target: inout Value, _ value: Value?) {
        if let value { target = value }
    }

    private func tls() throws(MariaDBError) -> MariaDBTLS? {
        guard let mode = try mode() else { return nil }
        var tls = MariaDBTLS(mode, certificateAuthorityFile: values["tls-ca"], clientCertificate: try clientCertificate())
        if let ciphers = values["tls-ciphers"] { tls.ciphers = ciphers }
        if let versions = values["tls-versions"] { tls.versions = try self.versions(versions) }
        return tls
    }

    private func mode() throws(MariaDBError) -> MariaDBTLS.Mode? {
        let fingerprint = values["tls-fingerprint"].map(MariaDBTLS.Verification.fingerprint)
        if fingerprint != nil, ![nil, "require"].contains(values["tls"]) {
            throw invalid("tls-fingerprint goes with tls=require")
        }
        switch values["tls"] {
        case nil:
            if let fingerprint { return .require(verification: fingerprint) }
            // Whoever names a certificate wants it to be used.
            return values.names.contains { $0.hasPrefix("tls-") } ? .require(verification: .full) : nil
        case "disable": return .disable
        case "prefer": return .prefer
        case "require": return .require(verification: fingerprint ?? .none)
        case "verify-ca": return .require(verification: .certificateAuthority)
        case "verify-full": return .require(verification: .full)
        default: throw invalid("tls must be disable, prefer, require, verify-ca or verify-full")
        }
    }

    private func clientCertificate() throws(MariaDBError) -> MariaDBTLS.ClientCertificate? {
        switch (values["tls-cert"], values["tls-key"]) {
        case (let certificate?, let key?):
            return MariaDBTLS.ClientCertificate(
                certificateFile: certificate, keyFile: key, passphrase: values["tls-key-passphrase"].map { MariaDBSecret($0) }
            )
        case (nil, nil) where values["tls-key-passphrase"] == nil:
            return nil
        default:
            throw invalid("tls-cert and tls-key go together, and tls-key-passphrase with them")
        }
    }

    private func versions(_ text: String) throws(MariaDBError) -> Set<MariaDBTLS.Version> {
        var versions: Set<MariaDBTLS.Version> = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let version = MariaDBTLS.Version(rawValue: String(name)) else {
                throw invalid("tls-versions must be TLSv1.2, TLSv1.3 or both with a comma between them")
            }
            versions.insert(version)
        }
        return versions
    }

    func invalid(_ problem: String) -> MariaDBError { values.invalid(problem) }
}
