/// The TLS settings of one connection: decided for its address, checked, and safe to give to Connector/C.
struct TLSParameters: Sendable {
    let mode: MariaDBTLS.Mode
    /// Where there is one, Connector/C checks the chain of certificates, whatever else it is told.
    let certificateAuthorityFile: String?
    let clientCertificate: MariaDBTLS.ClientCertificate?
    /// As Connector/C reads it. It looks for the names it knows in this text and takes a text without any for "all versions".
    let versions: String
    let ciphers: String?

    init(_ tls: MariaDBTLS?, address: MariaDBConfiguration.Address) throws(MariaDBError) {
        let settings = tls ?? Self.usual(for: address)
        if case .unixSocket = address, settings.mode != .disable {
            throw Self.invalid("there is no TLS over a unix socket, which no byte leaves the machine by; leave it out")
        }
        try Self.check(settings)
        mode = Self.checked(settings.mode)
        clientCertificate = settings.clientCertificate
        certificateAuthorityFile = settings.certificateAuthorityFile
        versions = settings.versions.map(\.rawValue).sorted().joined(separator: ",")
        ciphers = settings.ciphers
    }

    /// What is used where nothing is said: to this machine `prefer`, since whoever could listen there can do worse, and to any
    /// other a server that proves itself. Nothing downgrades silently.
    private static func usual(for address: MariaDBConfiguration.Address) -> MariaDBTLS {
        switch address {
        case .unixSocket: .disable
        case .tcp: address.isThisMachine ? .prefer : .require()
        }
    }

    private static func check(_ settings: MariaDBTLS) throws(MariaDBError) {
        if settings.certificateAuthorityFile != nil, !settings.mode.usesAuthorities {
            throw invalid("a file of certificate authorities goes with the verifications full and certificateAuthority only")
        }
        if settings.clientCertificate != nil, settings.mode == .disable {
            throw invalid("a client certificate needs TLS, which is disabled")
        }
        guard !settings.versions.isEmpty else { throw invalid("no version of TLS is allowed; allow one") }
        if let ciphers = settings.ciphers {
            guard !ciphers.isEmpty, ciphers.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw invalid("the ciphers are empty, or hold characters that no cipher's name has")
            }
        }
        let files = [
            settings.certificateAuthorityFile, settings.clientCertificate?.certificateFile, settings.clientCertificate?.keyFile,
        ]
        for file in files.compactMap(\.self) where file.isEmpty || file.utf8.contains(0) {
            throw invalid("the path of a certificate or key is empty or holds a zero byte")
        }
        if let passphrase = settings.clientCertificate?.passphrase, passphrase.revealed.utf8.contains(0) {
            throw invalid("the passphrase of the client's key holds a zero byte")
        }
        if case .require(.fingerprint(let text)) = settings.mode { try check(fingerprint: text) }
    }

    private static func check(fingerprint text: String) throws(MariaDBError) {
        let digits = digits(text)
        guard digits.allSatisfy(\.isHexDigit), digits.utf8.count == digits.count, [40, 64, 96, 128].contains(digits.count) else {
            throw invalid(
                "the fingerprint is not one of SHA-1, SHA-256, SHA-384 or SHA-512 in hexadecimal digits; "
                    + "print it with: openssl x509 -fingerprint -sha1 -noout -in FILE"
            )
        }
        guard digits.count == 40 || ConnectorC.version >= 30_400 else {
            throw invalid(
                "the fingerprint is not SHA-1, the only one that Connector/C 3.3 knows; print it with openssl x509 -sha1")
        }
    }

    private static func digits(_ fingerprint: String) -> String {
        fingerprint.filter { $0 != ":" }
    }

    private static func checked(_ mode: MariaDBTLS.Mode) -> MariaDBTLS.Mode {
        guard case .require(.fingerprint(let text)) = mode else { return mode }
        return .require(verification: .fingerprint(digits(text)))
    }

    private static func invalid(_ problem: String) -> MariaDBError {
        MariaDBError(code: .invalidConfiguration, message: "the TLS settings can not be used: \(problem)")
    }
}

extension TLSParameters {
    /// Whether a connection without TLS is none.
    var isRequired: Bool {
        if case .require = mode { true } else { false }
    }

    /// Whether the one at the other end has proven to be the server that was meant.
    var provesServer: Bool {
        switch mode {
        case .require(.none), .prefer, .disable: false
        case .require: true
        }
    }
}

extension MariaDBTLS.Mode {
    fileprivate var usesAuthorities: Bool {
        switch self {
        case .require(.full), .require(.certificateAuthority): true
        default: false
        }
    }
}

extension MariaDBConfiguration.Address {
    /// Whether what is sent there stays on this machine.
    var isThisMachine: Bool {
        switch self {
        case .unixSocket: true
        case .tcp(let host, _):
            host.lowercased() == "localhost" || host == "::1"
                || host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
        }
    }
}
