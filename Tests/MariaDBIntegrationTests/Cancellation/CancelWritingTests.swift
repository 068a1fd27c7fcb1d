import MariaDB
import MariaDBTesting
import Testing

@Suite("Cancelling a call that writes")
struct CancelWritingTests {
    @Test("leaves no row, stops it at the server and keeps the connection", arguments: WritingStage.allCases)
    func cancelled(stage: WritingStage) async throws {
        // Time enough for the server to put an end to it on a busy machine.
        #expect(try await stage.cancel(gracePeriod: .seconds(20), patience: .seconds(20)) < .seconds(20))
    }

    @Test("Closing is not refused to a task that is cancelled, and waits no longer for a call that runs")
    func closing() async throws {
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration)
            let call = Task { try await connection.execute("DO SLEEP(60)") }
            let watcher = try await MariaDBConnection.connect(to: configuration)
            #expect(try await eventually { try await Self.isSleeping(connection, watcher) })
            let closing = Task { await connection.close() }
            closing.cancel()
            await closing.value
            let error = await #expect(throws: MariaDBError.self) { try await call.value }
            #expect(error?.isConnectionLost == true)
            #expect(await !connection.isOpen)
            await watcher.close()
        }
    }

    /// Scenario: a network that is away answers no KILL either, and takes no connection to send one over.
    @Test("ends it where no KILL can be sent, and gives the connection up")
    func networkGone() async throws {
        try await MariaDBServer.withServer { server in
            try await FaultProxy.withProxy(to: server.configuration) { proxy in
                let connection = try await MariaDBConnection.connect(to: proxy.configuration)
                let watcher = try await MariaDBConnection.connect(to: server.configuration)
                let call = Task { try await connection.execute("DO SLEEP(60)") }
                #expect(try await eventually { try await Self.isSleeping(connection, watcher) })
                proxy.faults.toServer.isHeld = true
                proxy.faults.toClient.isHeld = true
                call.cancel()
                await #expect(throws: CancellationError.self) { try await call.value }
                #expect(await !connection.isOpen)
                await watcher.close()
            }
        }
    }

    static func isSleeping(_ connection: MariaDBConnection, _ watcher: MariaDBConnection) async throws -> Bool {
        let states = try await watcher.fetchAll(
            "SELECT STATE FROM information_schema.PROCESSLIST WHERE ID = \(connection.connectionID)", as: String?.self)
        return states == ["User sleep"]
    }
}
