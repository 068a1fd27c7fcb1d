import MariaDB
import Testing

/// An attempt to connect that nobody waits for any more must not keep its thread: there are only eight of them.
@Suite("An attempt to connect that is given up")
struct AbandonedConnectTests {
    @Test("ends with its task and gives its thread back, wherever it is", arguments: ConnectStage.allCases)
    func givesBack(stage: ConnectStage) async throws {
        try await stage.withPlace { (place: ConnectStage.Place) async throws in
            for _ in 0..<(stage == .nameLookUp ? 1 : 3) {
                let attempt = try await place.begin()
                attempt.cancel()
                await #expect(throws: CancellationError.self) { try await attempt.value }
                #expect(try await place.isFree())
            }
        }
    }

    @Test("at the end of its time is told so, wherever it is", arguments: ConnectStage.allCases)
    func timesOut(stage: ConnectStage) async throws {
        try await stage.withPlace { (place: ConnectStage.Place) async throws in
            var configuration = place.configuration
            configuration.connectTimeout = .milliseconds(200)
            let error = await #expect(throws: MariaDBError.self) {
                try await MariaDBConnection.connect(to: configuration, threads: place.threads)
            }
            #expect(error?.code == .connectTimeout)
            #expect(try await place.isFree())
        }
    }
}
