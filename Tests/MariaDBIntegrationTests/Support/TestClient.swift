import MariaDB

/// A client of a database of the test's own, on the server that all tests share.
func withTestClient<Value>(
    _ maximumConnections: Int, _ change: (inout MariaDBClient.Configuration) -> Void = { _ in },
    _ body: (MariaDBClient) async throws -> Value
) async throws -> Value {
    try await withTestDatabase { configuration in
        var configuration = MariaDBClient.Configuration(configuration)
        configuration.maximumConnections = maximumConnections
        change(&configuration)
        return try await MariaDBClient.withClient(configuration, body)
    }
}
