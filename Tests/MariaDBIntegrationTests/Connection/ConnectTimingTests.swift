import BlockingExecutors
import MariaDB
import MariaDBTesting
import Testing

@Suite("Connecting in vain, by the clock", .serialized, .heartbeat)
struct ConnectTimingTests {
    @Test("ends at the deadline when the server is silent, and gives back its thread")
    func silence() async throws {
        try await FakeServer.withServer([.silence]) { server in
            var configuration = server.configuration
            configuration.connectTimeout = .milliseconds(300)
            let time = try await bestOfThree(under: .milliseconds(400)) { () async throws -> Duration in
                let start = ContinuousClock.now
                let error = await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) }
                #expect(error?.code == .connectTimeout)
                return start.duration(to: .now)
            }
            #expect(time >= .milliseconds(300) && time < .milliseconds(400), "\(time)")
            #expect(
                try await eventually { MariaDBThreads.shared.connects.snapshot().busyThreads == 0 },
                "Connector/C's own time-out, a second, ends the call that nobody waits for")
        }
    }

    @Test("ends at once when its task is cancelled")
    func cancelled() async throws {
        try await FakeServer.withServer([.silence]) { server in
            let configuration = server.configuration
            let time = try await bestOfThree(under: .milliseconds(100)) { () async throws -> Duration in
                let attempt = Task { try await MariaDBConnection.connect(to: configuration) }
                #expect(try await eventually { MariaDBThreads.shared.connects.snapshot().busyThreads > 0 })
                let start = ContinuousClock.now
                attempt.cancel()
                await #expect(throws: CancellationError.self) { try await attempt.value }
                return start.duration(to: .now)
            }
            #expect(time < .milliseconds(100), "\(time)")
        }
    }

    @Test(
        "is a typed error whatever stands there instead of a server",
        arguments: [
            [FakeServer.Step.close],
            [.send(.raw("HTTP/1.1 400 Bad Request\r\n\r\n")), .close],
            [.send(.raw([UInt8](repeating: 0, count: 100))), .close],
            [.send(.raw([UInt8](repeating: 0xFF, count: 100))), .close],
            [.send(.raw([0xFF, 0xFF, 0xFF, 0, 10])), .close],
            [.send(FakeServer.Greeting().message.cut(after: 30)), .close],
            [.greet(), .expect(.login), .close],
            [.send(.packet([0xFF, 0x10, 0x04] + Array("Too many connections".utf8))), .close],
        ])
    func strangers(script: [FakeServer.Step]) async throws {
        try await FakeServer.withServer(script) { server in
            var limited = server.configuration
            limited.connectTimeout = .seconds(2)
            let configuration = limited
            let time = try await bestOfThree(under: .milliseconds(2100)) { () async throws -> Duration in
                let start = ContinuousClock.now
                let error = try #require(
                    await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) })
                #expect([.connectFailed, .tooManyConnections, .connectTimeout].contains(error.code), "\(error)")
                return start.duration(to: .now)
            }
            #expect(time < .milliseconds(2100))
        }
    }
}
