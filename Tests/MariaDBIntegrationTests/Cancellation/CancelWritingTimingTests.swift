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
