import BlockingExecutors
import MariaDB
import MariaDBTesting
import Testing

/// An attempt to connect that nobody waits for any more must not keep its thread: there are only eight of them.
@Suite("An attempt to connect that is given up")
struct AbandonedConnectTests {
    @Test(
        "gives its thread back, wherever the server keeps it waiting",
        arguments: [
            // One byte now and then: each read succeeds, so no time-out of Connector/C's ever fires.
            [FakeServer.Step.sendSlowly(FakeServer.Greeting().message, every: .milliseconds(300))],
            [.greet(), .expect(.login), .sendSlowly(.ok, every: .seconds(10))],
            [.greet(), .silence],
            [.silence],
        ])
    func givesBack(script: [FakeServer.Step]) async throws {
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "away-test")), connects: BlockingThreadPool(.init(name: "away-dial")))
        try await FakeServer.withServer(script) { server in
            var configuration = server.configuration
            configuration.connectTimeout = .milliseconds(200)
            let error = await #expect(throws: MariaDBError.self) {
                try await MariaDBConnection.connect(to: configuration, threads: threads)
            }
            #expect(error?.code == .connectTimeout)
            configuration.connectTimeout = .seconds(60)
            let attempt = Task { [configuration] in try await MariaDBConnection.connect(to: configuration, threads: threads) }
            try await Task.sleep(for: .milliseconds(20))
            attempt.cancel()
            await #expect(throws: CancellationError.self) { try await attempt.value }
            #expect(try await eventually(within: .milliseconds(900)) { threads.connects.snapshot().busyThreads == 0 })
        }
        await threads.connects.shutdown()
        await threads.queries.shutdown()
    }
}
