import BlockingExecutors
import MariaDB
import MariaDBTesting
import Testing

@Suite("A server that misbehaves, by the clock", .serialized)
struct MisbehaviourTimingTests {
    private static let deadline = Duration.milliseconds(300)
    private static let tolerance = Duration.milliseconds(100)

    private static let answers =
        Misbehaviour.queries + Misbehaviour.unasked + Misbehaviour.results + Misbehaviour.commands + Misbehaviour.preparations
        + Misbehaviour.executions

    @Test("while a client connects: a typed error, by the deadline", arguments: Misbehaviour.greetings + Misbehaviour.logins)
    func connecting(_ misbehaviour: Misbehaviour) async throws {
        try await expectEnd(misbehaviour)
    }

    @Test("in its answers: a typed error, by the deadline", arguments: answers)
    func answering(_ misbehaviour: Misbehaviour) async throws {
        try await expectEnd(misbehaviour)
    }

    @Test("does so in so many ways, all told apart")
    func count() {
        let all = Misbehaviour.greetings + Misbehaviour.logins + Self.answers
        #expect(Set(all.map(\.name)).count == all.count)
        print("misbehaviours of a server tried: \(all.count)")
    }

    private func expectEnd(_ misbehaviour: Misbehaviour) async throws {
        let time = try await bestOfThree(under: Self.deadline + Self.tolerance) {
            try await FakeServer.withServer(misbehaviour.script) { server in
                var configuration = server.configuration
                configuration.connectTimeout = misbehaviour.call == .connect ? Self.deadline : .seconds(5)
                configuration.cancellationGracePeriod = .milliseconds(40)
                let start = ContinuousClock.now
                let outcome = try await Self.outcome(of: misbehaviour, configuration)
                let time = start.duration(to: .now)
                // On a machine that was busy elsewhere, the deadline comes before an answer that was there: too slow, so once more.
                if outcome == .cancelled, !misbehaviour.allowed.contains(.cancelled) { return Self.deadline * 4 }
                // `nil` is a call that did not end, which the clock shows.
                if let outcome { #expect(misbehaviour.allowed.contains(outcome), "\(misbehaviour.name): \(outcome)") }
                return time
            }
        }
        #expect(time < Self.deadline + Self.tolerance)
    }

    /// What came of the call; it is cancelled at the deadline. `nil` if it did not end long after that.
    private static func outcome(
        of misbehaviour: Misbehaviour, _ configuration: MariaDBConfiguration
    ) async throws -> Misbehaviour.Outcome? {
        let outcome = Lock<Misbehaviour.Outcome?>(nil)
        let call = Task {
            do {
                try await misbehaviour.perform(configuration)
                outcome.withLock { $0 = .success }
            } catch is CancellationError {
                outcome.withLock { $0 = .cancelled }
            } catch let error as MariaDBError {
                outcome.withLock { $0 = .error(error.code) }
            }
        }
        if misbehaviour.call != .connect {
            _ = try await eventually(within: deadline) { outcome.withLock { $0 != nil } }
            call.cancel()
        }
        _ = try await eventually(within: deadline * 4) { outcome.withLock { $0 != nil } }
        return outcome.withLock { $0 }
    }
}
