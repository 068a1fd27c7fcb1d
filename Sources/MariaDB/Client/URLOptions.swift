#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What stands behind the `?` of a URL. Everything is checked: an option that is misspelled and ignored may be the one that was to
/// protect the connection.
struct URLOptions {
    let socket: String?
    let connectTimeout: Duration?
    let statementTimeout: Duration?
    let tls: MariaDBTLS?
    let serverPublicKeyFile: String?
    let allowsCleartextPassword: Bool

    private static let names = [
        "allow-cleartext-password", "connect-timeout", "server-public-key", "socket", "statement-timeout", "tls", "tls-ca",
        "tls-cert", "tls-ciphers",
        "tls-fingerprint", "tls-key", "tls-key-passphrase", "tls-versions",
    ]

    init(_ items: [URLQueryItem]) throws(MariaDBError) {
        var values: [String: String] = [:]
        for item in items {
            guard Self.names.contains(item.name) else {
                throw Self.invalid(
                    "the option \(item.name.debugDescription) is unknown; there are: \(Self.names.joined(separator: ", "))"
                )
            }
            guard values.updateValue(item.value ?? "", forKey: item.name) == nil else {
                throw Self.invalid("the option \(item.name) is given twice")
            }
        }
        socket = values["socket"]
        connectTimeout = try Self.seconds("connect-timeout", values)
        statementTimeout = try Self.seconds("statement-timeout", values)
        tls = try Self.tls(values)
        serverPublicKeyFile = values["server-public-key"]
        allowsCleartextPassword = try Self.flag("allow-cleartext-password", values)
    }

    private static func seconds(_ name: String, _ values: [String: String]) throws(MariaDBError) -> Duration? {
        guard let text = values[name] else { return nil }
        guard let seconds = Double(text), seconds > 0, seconds <= 86_400 else {
            throw invalid("\(name) must be a number of seconds, above 0, up to 86400")
        }
        return .seconds(seconds)
    }

    private static func flag(_ name: String, _ values: [String: String]) throws(MariaDBError) -> Bool {
        switch values[name] {
        case nil, "false": return false
        case "true": return true
        default: throw invalid("\(name) must be true or false")
        }
    }

    private static func tls(_ values: [String: String]) throws(MariaDBError) -> MariaDBTLS? {
        guard let mode = try mode(values) else { return nil }
        var tls = MariaDBTLS(mode, certificateAuthorityFile: values["tls-ca"], clientCertificate: try clientCertificate(values))
        if let ciphers = values["tls-ciphers"] { tls.ciphers = ciphers }
        if let versions = values["tls-versions"] { tls.versions = try Self.versions(versions) }
        return tls
    }

    private static func mode(_ values: [String: String]) throws(MariaDBError) -> MariaDBTLS.Mode? {
        let fingerprint = values["tls-fingerprint"].map(MariaDBTLS.Verification.fingerprint)
        if fingerprint != nil, ![nil, "require"].contains(values["tls"]) {
            throw invalid("tls-fingerprint goes with tls=require")
        }
        switch values["tls"] {
        case nil:
            if let fingerprint { return .require(verification: fingerprint) }
            // Whoever names a certificate wants it to be used.
            return values.keys.contains { $0.hasPrefix("tls-") } ? .require(verification: .full) : nil
        case "disable": return .disable
        case "prefer": return .prefer
        case "require": return .require(verification: fingerprint ?? .none)
        case "verify-ca": return .require(verification: .certificateAuthority)
        case "verify-full": return .require(verification: .full)
        default: throw invalid("tls must be disable, prefer, require, verify-ca or verify-full")
        }
    }

    private static func clientCertificate(
        _ values: [String: String]
    ) throws(MariaDBError) -> MariaDBTLS.ClientCertificate? {
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

    private static func versions(_ text: String) throws(MariaDBError) -> Set<MariaDBTLS.Version> {
        var versions: Set<MariaDBTLS.Version> = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let version = MariaDBTLS.Version(rawValue: String(name)) else {
                throw invalid("tls-versions must be TLSv1.2, TLSv1.3 or both with a comma between them")
            }
            versions.insert(version)
        }
        return versions
    }

    private static func invalid(_ problem: String) -> MariaDBError {
        MariaDBConfiguration.invalid(problem)
    }
}
