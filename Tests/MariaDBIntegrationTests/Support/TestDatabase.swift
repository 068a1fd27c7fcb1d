import MariaDB
import MariaDBTesting

/// A connection to a database of the test's own, on the server that all tests share.
func withTestConnection<Value>(
    threads: MariaDBThreads = .shared, _ body: (MariaDBConnection) async throws -> Value
) async throws -> Value {
    try await withTestDatabase { configuration in
        try await MariaDBConnection.withConnection(to: configuration, threads: threads, body)
    }
}

/// A database of the test's own, on the server that all tests share.
func withTestDatabase<Value>(_ body: (MariaDBConfiguration) async throws -> Value) async throws -> Value {
    try await MariaDBServer.sharedConfiguration().withTemporaryDatabase(body)
}

/// Waits until a condition holds, and fails with `false` when it does not in a time that is far more than it needs. For what another
/// process does: the server notices a closed connection when it gets to it.
func eventually(
    within timeout: Duration = .seconds(60), every pause: Duration = .milliseconds(2), _ condition: () async throws -> Bool
) async throws -> Bool {
    let deadline = ContinuousClock.now + timeout
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: pause)
    }
    return try await condition()
}
