import Testing

/// Calls that are cancelled at random instants, over and over: none may hurt another.
@Suite("A storm of cancellations", .serialized, .heartbeat)
struct CancellationStormTimingTests {
    @Test("over ten connections: every answer is its own, and no call that was not cancelled is hit", .timeLimit(.minutes(3)))
    func storm() async throws {
        let start = ContinuousClock.now
        let figures = try await CancellationStorm(cancellations: 20_000).run()
        print(
            """
            cancellations at random instants: \(figures.cancelled), answers between them: \(figures.answers), \
            KILLs at the server: \(figures.kills), \
            connections given up: \(figures.reconnects), wrong or hit: \(figures.wrong.count), in \(start.duration(to: .now))
            """)
        #expect(figures.wrong == [])
        #expect(figures.cancelled >= 20_000)
        #expect(figures.answers >= 2_000)
    }
}
