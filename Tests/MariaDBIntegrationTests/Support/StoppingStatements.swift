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

/// Cancels a task of its own once the server works on a statement of the connection, and looks whether all is as it was before.
func cancelling(
    whileBusy connection: MariaDBConnection, _ body: @escaping @Sendable () async throws -> Void
) async throws {
    let task = Task { try await body() }
    try await stopping(connection) { task.cancel() }
    await #expect(throws: CancellationError.self) { try await task.value }
    for number in 0..<10 {
        #expect(try await connection.fetchOne("SELECT \(number)", as: Int.self) == number)
    }
}
