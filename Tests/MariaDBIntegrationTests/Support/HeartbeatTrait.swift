import Testing

/// A heartbeat runs beside all tests of a suite, and none of its beats may be missed: nothing of what they do may block Swift's own
/// threads.
struct HeartbeatTrait: SuiteTrait, TestScoping {
    /// How much later than the plain thread's a beat may be. What blocks, blocks for as long as a server is silent: for hundreds of
    /// milliseconds in these tests.
    static let tolerance = Duration.milliseconds(50)

    @concurrent
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let heartbeat = Heartbeat()
        let result: Result<Void, any Error>
        do {
            result = .success(try await function())
        } catch {
            result = .failure(error)
        }
        let (beats, control) = await heartbeat.stop()
        let missed = beats.missed(beside: control, tolerance: Self.tolerance)
        print(
            """
            heartbeats beside "\(test.displayName ?? test.name)": \(beats.count), missed: \(missed.count); the latest was \
            \(beats.latest) late, on a plain thread \(control.latest)
            """)
        #expect(missed.isEmpty, "Swift's own threads were blocked: \(missed.map(\.lateness))")
        try result.get()
    }
}

extension Trait where Self == HeartbeatTrait {
    /// A heartbeat runs beside all tests of the suite, and none of its beats may be missed.
    static var heartbeat: Self { Self() }
}
