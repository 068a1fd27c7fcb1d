import BlockingExecutors
import Foundation
import Testing

extension ThreadedTests {
    @Suite("Sticky preference: a time-out beside a blocking call")
    struct StickyTimingTests {
        private static let timeout = Duration.milliseconds(200)

        @Test("Two children that compute do so at the same time")
        func computingChildren() async throws {
            let pool = BlockingThreadPool(threads: 4)
            let actor = LaneActor(on: pool)
            try await actor.sticky {
                _ = try await actor.threadName()
                async let one = spin(for: .milliseconds(200))
                async let two = spin(for: .milliseconds(200))
                let (first, second) = await (one, two)
                #expect(first.overlaps(second), "\(first.upperBound - second.lowerBound)")
                #expect(max(first.lowerBound, second.lowerBound) < min(first.upperBound, second.upperBound))
            }
            await pool.shutdown()
        }

        /// On a machine with other things to do a timer is late now and then: the best of three rounds counts.
        @Test("A child task fires on time (± 20 ms) while the lane is blocked for a second", arguments: Style.allCases)
        func timeoutChild(style: Style) async throws {
            let pool = BlockingThreadPool(threads: 4)
            let actor = LaneActor(on: pool)
            var errors: [Duration] = []
            while errors.count < 3, errors.allSatisfy({ $0 > .milliseconds(20) }) {
                let elapsed = try await actor.sticky {
                    // The children are started from the lane's thread, where they could be kept.
                    _ = try await actor.threadName()
                    return try await style.run(Self.timeout, beside: actor)
                }
                errors.append(elapsed > Self.timeout ? elapsed - Self.timeout : Self.timeout - elapsed)
            }
            #expect(try #require(errors.min()) <= .milliseconds(20), "\(errors)")
            await pool.shutdown()
        }

        enum Style: CaseIterable, Sendable {
            case groupOfBoth, bodyBlocks, asyncLet, unstructured

            /// Runs a timer while the lane is blocked for a second. Returns how long the timer took.
            func run(_ timeout: Duration, beside actor: LaneActor) async throws -> Duration {
                let start = ContinuousClock.now
                @Sendable func timer() async throws -> Duration {
                    try await Task.sleep(for: timeout)
                    return .now - start
                }
                @Sendable func block() async throws { try await actor.call { _ = usleep(1_000_000) } }

                switch self {
                case .groupOfBoth:
                    return try await withThrowingTaskGroup(of: Duration.self) { group in
                        group.addTask { try await timer() }
                        group.addTask {
                            try await block()
                            return .now - start
                        }
                        var durations: [Duration] = []
                        for try await duration in group { durations.append(duration) }
                        #expect(durations.count == 2)
                        return durations[0]
                    }
                case .bodyBlocks:
                    return try await withThrowingTaskGroup(of: Duration.self) { group in
                        group.addTask { try await timer() }
                        try await block()
                        return try await group.next() ?? .zero
                    }
                case .asyncLet:
                    async let duration = timer()
                    try await block()
                    return try await duration
                case .unstructured:
                    let timer = Task(executorPreference: actor.lane.sticky) { try await timer() }
                    try await block()
                    return try await timer.value
                }
            }
        }
    }
}

/// Computes for so long. Returns when it did.
@concurrent
private func spin(for duration: Duration) async -> Range<ContinuousClock.Instant> {
    let begin = ContinuousClock.now
    compute(for: duration)
    return begin..<ContinuousClock.now
}
