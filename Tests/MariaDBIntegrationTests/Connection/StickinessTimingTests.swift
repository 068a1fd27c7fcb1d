import MariaDB
import Testing

@Suite("The body of withConnection, by the clock", .serialized)
struct StickinessTimingTests {
    @Test("may race a query against a clock: the clock's child fires on time while the query blocks")
    @concurrent func timeoutChild() async throws {
        try await withTestConnection { connection in
            try await connection.ping()
            let time = try await bestOfThree(under: .milliseconds(220)) { () async throws -> Duration in
                let start = ContinuousClock.now
                let fired = try await withThrowingTaskGroup(of: Duration?.self) { group in
                    group.addTask {
                        try await connection.execute("DO SLEEP(1)")
                        return nil
                    }
                    group.addTask {
                        try await Task.sleep(for: .milliseconds(200))
                        return start.duration(to: .now)
                    }
                    return try await group.compactMap { $0 }.first { _ in true }
                }
                return try #require(fired)
            }
            #expect(time >= .milliseconds(200) && time < .milliseconds(220), "\(time)")
        }
    }
}
