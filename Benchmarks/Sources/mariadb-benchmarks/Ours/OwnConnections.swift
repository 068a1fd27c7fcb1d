internal import MariaDB

/// The connections that stay open between rounds.
actor OwnConnections {
    nonisolated let configuration: MariaDBConfiguration
    private var connections: [MariaDBConnection] = []

    init(_ configuration: MariaDBConfiguration) {
        self.configuration = configuration
    }

    func main() async throws -> MariaDBConnection { try await first(1)[0] }

    func first(_ count: Int) async throws -> [MariaDBConnection] {
        while connections.count < count { connections.append(try await MariaDBConnection.connect(to: configuration)) }
        return Array(connections[..<count])
    }
}
