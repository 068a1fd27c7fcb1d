internal import BlockingExecutors

/// Who is logged in on a connection now. A second connection that is to stop a statement logs in as the same user: others may not.
final class ConnectionLogin: Sendable {
    private let credentials: Lock<MariaDBCredentials>

    init(_ credentials: MariaDBCredentials) {
        self.credentials = Lock(credentials)
    }

    var current: MariaDBCredentials { credentials.withLock { $0 } }

    func change(to new: MariaDBCredentials) {
        credentials.withLock { $0 = new }
    }
}
