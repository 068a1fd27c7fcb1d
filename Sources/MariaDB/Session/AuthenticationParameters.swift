/// By which ways a server may ask for the password, as Connector/C's plugins are named.
struct AuthenticationParameters: Sendable {
    private let provingPlugins: [String]
    private let allowsCleartextPassword: Bool
    /// Whether what is sent reaches the server that was meant and nobody else.
    let isPrivate: Bool
    let serverPublicKeyFile: String?
    let allowsExpiredPassword: Bool

    init(_ configuration: MariaDBConfiguration, _ tls: TLSParameters) throws(MariaDBError) {
        let isPrivate = if case .unixSocket = configuration.address { true } else { tls.provesServer }
        // The first plugin that a MariaDB server names is the native one, also for users of others.
        var plugins = ["mysql_native_password", "client_ed25519"]
        if isPrivate {
            // MySQL's own send the password in clear where they take the way for private.
            plugins += ["caching_sha2_password", "sha256_password"]
        } else if let file = configuration.serverPublicKeyFile {
            guard tls.mode == .disable else {
                throw SessionParameters.invalid(
                    "the server's public key is for a connection without TLS; with TLS, check the server's certificate instead"
                )
            }
            guard !file.isEmpty, !file.utf8.contains(0) else {
                throw SessionParameters.invalid("the path of the server's public key is empty or holds a zero byte")
            }
            plugins += ["caching_sha2_password"]
        }
        if configuration.allowsCleartextPassword {
            guard isPrivate else {
                throw SessionParameters.invalid(
                    "a password in clear is sent only over a unix socket, or over TLS to a server whose certificate is checked; "
                        + "require TLS with a verification"
                )
            }
        }
        provingPlugins = plugins
        allowsCleartextPassword = configuration.allowsCleartextPassword
        self.isPrivate = isPrivate
        serverPublicKeyFile = isPrivate ? nil : configuration.serverPublicKeyFile
        allowsExpiredPassword = configuration.allowsExpiredPassword
    }

    /// The plugins for a login with a password.
    func plugins(for password: MariaDBSecret) -> [String] {
        guard allowsCleartextPassword else { return provingPlugins }
        // Without a password, Connector/C puts the question to the terminal, and asks for ever where there is none.
        return provingPlugins + ["mysql_clear_password"] + (password.revealed.isEmpty ? [] : ["dialog"])
    }
}
