/// Whether a connection over TCP is encrypted, and how the server proves who it is.
///
/// ```swift
/// configuration.tls = .require()                                                   // checked against the system's authorities
/// configuration.tls = .require(verification: .full, certificateAuthorityFile: "/etc/mysql/ca.pem")
/// configuration.tls = .require(verification: .fingerprint("ed3aad555f60636b8d72f9f8b4f579b67f02062c"))
/// ```
/// What each mode does with each kind of server stands in <doc:TLS>, and a test proves it. TLS itself is done by Connector/C and
/// OpenSSL. Over a unix socket there is none: no byte leaves the machine.
///
/// The name that a certificate is checked against is the host of the configuration. Connector/C 3.3 has no way to check it
/// against another name, so a server behind a tunnel needs the certificate's name in the system's host table, or
/// ``Verification/certificateAuthority`` or ``Verification/fingerprint(_:)``.
public struct MariaDBTLS: Sendable, Hashable {
    /// Whether TLS is used.
    public var mode: Mode

    /// A file with the certificates of the authorities that are trusted, in PEM form. If `nil`, those that the system trusts.
    ///
    /// Only with ``Verification/full`` and ``Verification/certificateAuthority``. Name one where you can: loading the system's
    /// takes about 45 ms of a processor for each connection, one connection after another; a file with one certificate takes 4.
    public var certificateAuthorityFile: String?

    /// What this client proves itself with, for accounts with `REQUIRE X509`. `nil` for nothing.
    public var clientCertificate: ClientCertificate?

    /// The versions of TLS that may be used: both unless set.
    public var versions: Set<Version> = [.tls12, .tls13]

    /// The cipher suites that may be used, by their OpenSSL names and with a colon between them, such as
    /// `TLS_AES_256_GCM_SHA384`; `nil` for OpenSSL's own choice. Suites of TLS 1.2 are chosen and sorted by it too, so restrict
    /// ``versions`` as well where it matters.
    public var ciphers: String?

    /// - Parameters:
    ///   - mode: Whether TLS is used.
    ///   - certificateAuthorityFile: The authorities that are trusted, or `nil` for those of the system.
    ///   - clientCertificate: What this client proves itself with.
    public init(
        _ mode: Mode, certificateAuthorityFile: String? = nil, clientCertificate: ClientCertificate? = nil
    ) {
        self.mode = mode
        self.certificateAuthorityFile = certificateAuthorityFile
        self.clientCertificate = clientCertificate
    }

    /// Everything is sent in clear. For networks that you trust with your data.
    public static let disable = MariaDBTLS(.disable)

    /// Encrypted if the server offers it, otherwise in clear, and nobody's certificate is checked; see ``Mode/prefer``.
    public static let prefer = MariaDBTLS(.prefer)

    /// Encrypted or not at all.
    ///
    /// - Parameters:
    ///   - verification: How the server proves who it is.
    ///   - certificateAuthorityFile: The authorities that are trusted, or `nil` for those of the system.
    ///   - clientCertificate: What this client proves itself with.
    public static func require(
        verification: Verification = .full,
        certificateAuthorityFile: String? = nil,
        clientCertificate: ClientCertificate? = nil
    ) -> MariaDBTLS {
        MariaDBTLS(
            .require(verification: verification), certificateAuthorityFile: certificateAuthorityFile,
            clientCertificate: clientCertificate
        )
    }
}
