internal import MariaDB

/// The connections that stay open between rounds.
actor OwnConnections {
    nonisolated let configuration: MariaDBConfiguration
    private var connections: [MariaDBConnection] = []
    private var client: MariaDBClient?

    init(_ configuration: MariaDBConfiguration) {
        self.configuration = configuration
    }

    /// A client, for what taking a connection from it and giving it back costs.
    func pool() -> MariaDBClient {
        if let client { return client }
        let new = MariaDBClient(configuration)
        client = new
        return new
    }

    func main() async throws -> MariaDBConnection { try await first(1)[0] }

    func first(_ count: Int) async throws -> [MariaDBConnection] {
        while connections.count < count { connections.append(try await MariaDBConnection.connect(to: configuration)) }
        return Array(connections[..<count])
    }
}
