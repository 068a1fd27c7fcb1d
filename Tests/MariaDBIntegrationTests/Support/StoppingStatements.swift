import MariaDBTesting
import Testing

@testable import MariaDB

/// Waits until the server works on a statement of the connection, calls the body, and looks whether the server stops working on it.
func stopping(_ connection: MariaDBConnection, _ body: () -> Void) async throws {
    let watcher = try await MariaDBConnection.connect(to: connection.configuration)
    defer { Task { await watcher.close() } }
    func isBusy() async throws -> Bool {
        try await watcher.fetchFirst(
            "SELECT COMMAND <> 'Sleep' FROM information_schema.PROCESSLIST WHERE ID = \(connection.connectionID)", as: Bool.self)
            ?? false
    }
    // Not more often: each look holds up the server's list of threads, and a KILL needs that, too.
    #expect(try await eventually(every: .milliseconds(10)) { try await isBusy() })
    body()
    #expect(try await eventually(within: .seconds(5), every: .milliseconds(10)) { try await !isBusy() }, "the server works on it")
}

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
