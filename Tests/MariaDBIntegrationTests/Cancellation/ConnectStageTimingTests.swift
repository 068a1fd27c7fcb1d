import MariaDB
import MariaDBTesting
import Testing

/// Connects are cancelled at every stage, and measured.
@Suite("Cancelling a connect, by the clock", .serialized, .heartbeat)
struct ConnectStageTimingTests {
    private static let promise = Duration.milliseconds(100)

    @Test("ends it within 100 ms, and frees its thread", arguments: ConnectStage.allCases)
    func cancelled(stage: ConnectStage) async throws {
        let longest = try await bestOfThree(under: Self.promise) {
            try await stage.withPlace { place in
                let attempt = try await place.begin()
                let time = try await cancelling(attempt)
                let start = ContinuousClock.now
                #expect(try await place.isFree())
                let freed = start.duration(to: .now)
                print("cancelled \(stage.testDescription): \(time), its thread was free \(freed) later")
                // A name look-up can not be stopped, and has a thread of its own.
                return stage == .nameLookUp ? time : max(time, freed)
            }
        }
        #expect(longest < Self.promise)
    }
}
