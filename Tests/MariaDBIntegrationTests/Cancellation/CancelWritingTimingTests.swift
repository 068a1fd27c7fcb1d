import MariaDB
import MariaDBTesting
import Testing

/// Calls that write are cancelled at every stage, and measured.
@Suite("Cancelling a call that writes, by the clock", .serialized, .heartbeat)
struct CancelWritingTimingTests {
    private static let promise = Duration.milliseconds(100)
    /// The grace period is 80 ms; to end at 100 when it is used up needs a machine that is not busy otherwise.
    private static let givenUp = Duration.milliseconds(130)

    @Test("ends it within 100 ms, and the server is free of it within a second", arguments: WritingStage.allCases)
    func cancelled(stage: WritingStage) async throws {
        let usual = MariaDBConfiguration(host: "localhost", user: "app").cancellationGracePeriod
        let time = try await bestOfThree(under: Self.promise) {
            try await stage.cancel(gracePeriod: usual, patience: .seconds(1))
        }
        print("cancelled \(stage.testDescription): \(time)")
        #expect(time < Self.promise)
    }

    /// The server takes back hundreds of thousands of rows for a minute if it has little memory, whether somebody waits for it or not.
    @Test("ends it within the grace period where the server takes long to roll back")
    func longRollback() async throws {
        let time = try await bestOfThree(under: Self.givenUp) {
            // A server of its own, which is not waited for.
            try await MariaDBServer.withServer { server in
                let other = try await MariaDBConnection.connect(to: server.configuration)
                try await other.execute("CREATE DATABASE d")
                try await other.execute("CREATE TABLE d.t (a INT) ENGINE = InnoDB")
                let connection = try await MariaDBConnection.connect(to: server.configuration)
                let call = Task {
                    _ = try await connection.executeMany("INSERT INTO d.t VALUES (?)", sequence(first: 0) { $0 + 1 })
                }
                #expect(try await eventually { try await WritingStage.writtenRows(connection, other) > 100_000 })
                let time = try await cancelling(call)
                #expect(try await other.fetchOne("SELECT COUNT(*) FROM d.t", as: Int.self) == 0)
                await connection.close()
                await other.close()
                return time
            }
        }
        print("cancelled executeMany, with a long rollback: \(time)")
        #expect(time < Self.givenUp)
    }

    @Test("A close that waits for a call ends within the grace period")
    func closing() async throws {
        try await withTestDatabase { configuration in
            let watcher = try await MariaDBConnection.connect(to: configuration)
            let time = try await bestOfThree(under: Self.givenUp) {
                let connection = try await MariaDBConnection.connect(to: configuration)
                let call = Task { try await connection.execute("DO SLEEP(60)") }
                #expect(try await eventually { try await CancelWritingTests.isSleeping(connection, watcher) })
                let closing = Task { await connection.close() }
                let time = await ContinuousClock().measure {
                    closing.cancel()
                    await closing.value
                }
                await #expect(throws: MariaDBError.self) { try await call.value }
                return time
            }
            print("cancelled while closing, behind a call that runs: \(time)")
            #expect(time < Self.givenUp)
            await watcher.close()
        }
    }

    @Test("A call ends within the grace period where the network is away, so that no KILL can be sent")
    func networkGone() async throws {
        try await MariaDBServer.withServer { server in
            let time = try await bestOfThree(under: Self.givenUp) {
                try await FaultProxy.withProxy(to: server.configuration) { proxy in
                    let connection = try await MariaDBConnection.connect(to: proxy.configuration)
                    let call = Task { try await connection.execute("DO SLEEP(60)") }
                    try await Task.sleep(for: .milliseconds(30))
                    proxy.faults.toServer.isHeld = true
                    proxy.faults.toClient.isHeld = true
                    return try await cancelling(call)
                }
            }
            print("cancelled without a network: \(time)")
            #expect(time < Self.givenUp)
        }
    }
}
