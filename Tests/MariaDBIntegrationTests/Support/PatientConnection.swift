import MariaDBTesting

@testable import MariaDB

/// A connection that does not lose patience on a machine with much else to do; that it has some is for the timing tests. It is no
/// connection of a body: a test can have bodies of its own.
func withPatientConnection(_ body: (MariaDBConnection) async throws -> Void) async throws {
    try await withTestDatabase { configuration in
        var configuration = configuration
        configuration.cancellationGracePeriod = .seconds(20)
        // Else the first connection through a container's network is given up, where the server sees another port: no KILL is sent then.
        PortTranslation.found(on: configuration.address)
        let connection = try await MariaDBConnection.connect(to: configuration)
        do {
            try await body(connection)
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }
}
