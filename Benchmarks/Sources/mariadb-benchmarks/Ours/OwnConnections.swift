internal import MariaDB

/// The connections that stay open between rounds.
actor OwnConnections {
    nonisolated let configuration: MariaDBConfiguration
    private var connections: [MariaDBConnection] = []
    private var client: MariaDBClient?
    private var clients: [Int: MariaDBClient] = [:]

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

    /// A client that has so many connections, all of them made.
    func pool(of count: Int) async throws -> MariaDBClient {
        if let client = clients[count] { return client }
        var settings = MariaDBClient.Configuration(configuration)
        settings.maximumConnections = count
        settings.minimumConnections = count
        let new = MariaDBClient(settings)
        clients[count] = new
        while new.snapshot().connected < count {
            try await OwnPointReads.together(count) { _ in try await new.execute("DO SLEEP(0.01)") }
        }
        return new
    }

    func main() async throws -> MariaDBConnection { try await first(1)[0] }

    func first(_ count: Int) async throws -> [MariaDBConnection] {
        while connections.count < count { connections.append(try await MariaDBConnection.connect(to: configuration)) }
        return Array(connections[..<count])
    }
}
