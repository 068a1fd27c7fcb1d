extension MariaDBServer {
    /// The certificate with which a private server offers TLS. Its files must be readable by this user, in PEM form.
    ///
    /// `openssl` makes one for a test:
    /// ```sh
    /// openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost \
    ///     -addext "subjectAltName = DNS:localhost, IP:127.0.0.1" -keyout key.pem -out certificate.pem
    /// ```
    public struct TLS: Sendable, Hashable {
        /// The file of the certificate, and of those between it and its authority.
        public var certificateFile: String

        /// The file of the private key, not encrypted.
        public var keyFile: String

        /// The file of the authorities that the certificates of clients are checked with. If `nil`, clients can not prove
        /// themselves by a certificate, and `REQUIRE X509` refuses everybody.
        public var clientAuthorityFile: String?

        /// Whether the server refuses connections over TCP without TLS (`require_secure_transport`). `false` unless set.
        public var isRequired: Bool

        /// - Parameters:
        ///   - certificateFile: The file of the certificate.
        ///   - keyFile: The file of the private key.
        ///   - clientAuthorityFile: The authorities of the clients' certificates, or `nil` for none.
        ///   - isRequired: Whether to refuse connections over TCP without TLS.
        public init(certificateFile: String, keyFile: String, clientAuthorityFile: String? = nil, isRequired: Bool = false) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
            self.clientAuthorityFile = clientAuthorityFile
            self.isRequired = isRequired
        }

        /// The last ones given win, so these take back `--skip-ssl`.
        var arguments: [String] {
            ["--ssl", "--ssl-cert=\(certificateFile)", "--ssl-key=\(keyFile)"]
                + (clientAuthorityFile.map { ["--ssl-ca=\($0)"] } ?? [])
                + (isRequired ? ["--require-secure-transport"] : [])
        }
    }
}
