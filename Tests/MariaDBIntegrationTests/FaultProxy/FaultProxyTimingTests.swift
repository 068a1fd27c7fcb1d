import MariaDB
import MariaDBTesting
import Testing

@Suite("The fault proxy, by the clock", .serialized)
struct FaultProxyTimingTests {
    @Test("delays every answer by the latency of both ways, and no more for a large one")
    func latency() async throws {
        let faults = FaultProxy.Faults(
            toServer: .init(latency: .milliseconds(50)), toClient: .init(latency: .milliseconds(100)))
        try await FaultProxy.withProxy(to: try await MariaDBServer.sharedConfiguration(), faults: faults) { proxy in
            try await MariaDBConnection.withConnection(to: proxy.configuration) { connection in
                for query: MariaDBQuery in ["SELECT 1", "SELECT REPEAT('x', 1000000)"] {
                    let time = try await bestOfThree(under: .milliseconds(170)) {
                        try await ContinuousClock().measure { try await connection.execute(query) }
                    }
                    #expect(time >= .milliseconds(150) && time < .milliseconds(190), "\(time)")
                }
            }
        }
    }

    @Test("keeps to a rate")
    func rate() async throws {
        try await FaultProxy.withProxy(to: try await MariaDBServer.sharedConfiguration()) { proxy in
            try await MariaDBConnection.withConnection(to: proxy.configuration) { connection in
                proxy.faults.toClient.bytesPerSecond = 200_000
                let time = try await bestOfThree(under: .milliseconds(650)) {
                    try await ContinuousClock().measure { try await connection.execute("SELECT REPEAT('x', 100000)") }
                }
                #expect(time >= .milliseconds(390) && time < .milliseconds(650), "\(time)")
            }
        }
    }
}
