import BlockingExecutors
import MariaDB
import Testing

@Suite("Connecting in vain, by the clock", .serialized)
struct ConnectTimingTests {
    @Test("ends at the deadline when the server is silent, and gives back its thread")
    func silence() async throws {
        let peer = try ScriptedPeer([.silence])
        defer { peer.stop() }
        var configuration = MariaDBConfiguration(host: "127.0.0.1", port: peer.port, user: "app")
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

    @Test("ends at once when its task is cancelled")
    func cancelled() async throws {
        let peer = try ScriptedPeer([.silence])
        defer { peer.stop() }
        let configuration = MariaDBConfiguration(host: "127.0.0.1", port: peer.port, user: "app")
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

    @Test(
        "is a typed error whatever stands there instead of a server",
        arguments: [
            [ScriptedPeer.Step.close],
            [.send(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)), .close],
            [.send([UInt8](repeating: 0, count: 100)), .close],
            [.send([UInt8](repeating: 0xFF, count: 100)), .close],
            [.send([0xFF, 0xFF, 0xFF, 0, 10]), .close],
            [.send(Array(ProtocolBytes.greeting(plugin: "mysql_native_password").prefix(30))), .close],
            [.send(ProtocolBytes.greeting(plugin: "mysql_native_password")), .read, .close],
            [.send(ProtocolBytes.packet(0, [0xFF, 0x10, 0x04] + Array("Too many connections".utf8))), .close],
        ])
    func strangers(steps: [ScriptedPeer.Step]) async throws {
        let peer = try ScriptedPeer(steps)
        defer { peer.stop() }
        var configuration = MariaDBConfiguration(host: "127.0.0.1", port: peer.port, user: "app", password: "hunter2")
        configuration.connectTimeout = .seconds(2)
        let start = ContinuousClock.now
        let error = try #require(
            await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) })
        let time = start.duration(to: .now)
        #expect([.connectFailed, .server, .connectTimeout].contains(error.code), "\(error)")
        #expect(time < .milliseconds(2100))
    }
}
