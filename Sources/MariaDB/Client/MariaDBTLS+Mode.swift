extension MariaDBTLS {
    /// Whether TLS is used.
    public enum Mode: Sendable, Hashable {
        /// Never.
        case disable

        /// If the server offers it. Nothing is checked, and whoever sits between can take the offer away: it keeps out those who
        /// only listen. ``MariaDBConnection/securityWarning`` says when that is not enough.
        case prefer

        /// Always. If the server offers none, connecting fails with the code `tlsNotOffered` before anything of the login is
        /// sent.
        case require(verification: Verification)
    }

    /// How a server proves who it is.
    public enum Verification: Sendable, Hashable {
        /// By a certificate that a trusted authority has signed for the configuration's host, be it a name or an address.
        case full

        /// By a certificate that a trusted authority has signed, for whatever host. Only for an authority that signs nothing
        /// but your servers. Connector/C 3.4 can not check less than ``full`` here, so it checks the host as well.
        case certificateAuthority

        /// By exactly this certificate: its fingerprint in hexadecimal digits, with or without colons, as
        /// `openssl x509 -fingerprint -sha1 -noout -in server.pem` prints it. Connector/C 3.3 knows SHA-1 only; SHA-256,
        /// SHA-384 and SHA-512 (`-sha256` …) need 3.4.
        case fingerprint(String)

        /// Not at all: encrypted, perhaps for the wrong one. Connector/C 3.4 refuses certificates here that it can not check.
        case none
    }

    /// A version of TLS. Older ones are broken, and not to be had.
    public enum Version: String, Sendable, Hashable, CaseIterable {
        /// TLS 1.2.
        case tls12 = "TLSv1.2"
        /// TLS 1.3.
        case tls13 = "TLSv1.3"
    }

    /// A certificate and its key, with which a client proves itself.
    public struct ClientCertificate: Sendable, Hashable {
        /// The file of the certificate, and of those between it and the authority, in PEM form.
        public var certificateFile: String

        /// The file of the private key, in PEM form.
        public var keyFile: String

        /// What the key is encrypted with, or `nil` if it is not. Without one, an encrypted key is an error: OpenSSL would ask
        /// for it on the terminal.
        public var passphrase: MariaDBSecret?

        /// - Parameters:
        ///   - certificateFile: The file of the certificate.
        ///   - keyFile: The file of the private key.
        ///   - passphrase: What the key is encrypted with.
        public init(certificateFile: String, keyFile: String, passphrase: MariaDBSecret? = nil) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
            self.passphrase = passphrase
        }
    }
}
