internal import StateLocks

/// Who is logged in on a connection now. A second connection that is to stop a statement logs in as the same user: others may not.
final class ConnectionLogin: Sendable {
    private struct Login {
        var credentials: MariaDBCredentials
        /// To ask for the password of now; the one from connecting may be a token that is good no longer.
        var source: MariaDBConfiguration?
    }

    private let login: Lock<Login>

    /// - Parameters:
    ///   - credentials: Who has logged in.
    ///   - configuration: Whose ``MariaDBConfiguration/credentials`` are asked again, if it has any.
    init(_ credentials: MariaDBCredentials, _ configuration: MariaDBConfiguration? = nil) {
        login = Lock(Login(credentials: credentials, source: configuration))
    }

    /// The user has been changed on the connection.
    func change(to new: MariaDBCredentials) {
        login.withLock { $0 = Login(credentials: new, source: nil) }
    }

    /// What a second connection logs in with.
    func credentials() async -> MariaDBCredentials {
        let login = login.withLock { $0 }
        guard let source = login.source, source.credentialsSource != nil, let fresh = try? await source.askingForCredentials(),
            fresh.user == login.credentials.user
        else { return login.credentials }
        return MariaDBCredentials(user: fresh.user, password: fresh.password)
    }
}
