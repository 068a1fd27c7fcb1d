import Testing

/// The storm in small: wherever tests run, under ThreadSanitizer too.
@Suite("A gust of cancellations")
struct CancellationStormTests {
    @Test("over ten connections hits no call that was not cancelled")
    func gust() async throws {
        let figures = try await CancellationStorm(cancellations: 500).run()
        #expect(figures.wrong == [])
        #expect(figures.cancelled >= 500)
        #expect(figures.answers >= 50)
    }
}
