import MariaDB
import MariaDBTesting
import Testing

@Suite("A connection that is cut or falsified at any byte", .serialized, .heartbeat)
struct CutTimingTests {
    /// A server of its own: it is left with many connections that are waiting for the rest of a packet.
    private static let options = MariaDBServer.Options(arguments: ["--max-connections=1000"])

    /// A whole connection: login, a text query, a prepared one, a streamed one. Returns the rows of each.
    private static func work(_ configuration: MariaDBConfiguration) async throws -> [[String]] {
        let connection = try await MariaDBConnection.connect(to: configuration)
        do {
            let text = try await connection.fetchAll("SELECT 'a' UNION ALL SELECT 'bb' UNION ALL SELECT 'ccc'", as: String.self)
            let prepared = try await connection.fetchAll(
                "SELECT CONCAT(\("x"), n) FROM (SELECT 1 n UNION ALL SELECT 2) t", as: String.self)
            var streamed: [String] = []
            try await connection.withRows("SELECT CONCAT('s', n) FROM (SELECT 1 n UNION ALL SELECT 2 UNION ALL SELECT 3) t") {
                rows in
                for try await row in rows { streamed.append(try row.decode(String.self)) }
            }
            await connection.close()
            return [text, prepared, streamed]
        } catch {
            await connection.close()
            throw error
        }
    }

    private static let expected = [["a", "bb", "ccc"], ["x1", "x2"], ["s1", "s2", "s3"]]

    /// How many bytes a connection without faults has in each direction.
    private func traffic(_ server: MariaDBConfiguration) async throws -> FaultProxy.Traffic {
        try await FaultProxy.withProxy(to: server) { proxy in
            let rows = try await Self.work(proxy.configuration)
            #expect(rows == Self.expected)
            #expect(try await eventually { proxy.openConnections == 0 })
            return proxy.traffic
        }
    }

    /// Tries many faults, some at a time, and gives back how each ended.
    private func outcomes<Outcome: Sendable>(
        of faults: [FaultProxy.Faults], _ server: MariaDBConfiguration,
        _ trial: @escaping @Sendable (MariaDBConfiguration) async throws -> Outcome
    ) async throws -> [Outcome] {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            var (outcomes, waiting) = ([Outcome](), faults[...])
            func addNext() {
                guard let fault = waiting.popFirst() else { return }
                group.addTask {
                    try await FaultProxy.withProxy(to: server, faults: fault) { try await trial($0.configuration) }
                }
            }
            for _ in 0..<12 { addNext() }
            while let outcome = try await group.next() {
                outcomes.append(outcome)
                addNext()
            }
            return outcomes
        }
    }

    private enum CutOutcome { case complete, error, short, untyped }

    @Test("gives all rows or an error, and does not hang, wherever it is cut", .timeLimit(.minutes(3)))
    func cuts() async throws {
        try await MariaDBServer.withServer(Self.options) { try await cut($0.configuration) }
    }

    private func cut(_ configuration: MariaDBConfiguration) async throws {
        var server = configuration
        // No second connection to kill what is left: it would be cut as well.
        server.cancellationGracePeriod = .milliseconds(20)
        let traffic = try await traffic(server)
        var faults: [FaultProxy.Faults] = []
        for ending in [FaultProxy.Faults.Ending.close, .reset] {
            faults += (0..<traffic.bytesFromServer).map { FaultProxy.Faults(toClient: .init(cut: .init(after: $0, ending))) }
            faults += (0..<traffic.bytesFromClients).map { FaultProxy.Faults(toServer: .init(cut: .init(after: $0, ending))) }
        }
        let outcomes: [CutOutcome] = try await outcomes(of: faults, server) { configuration in
            do {
                return try await Self.work(configuration) == Self.expected ? CutOutcome.complete : .short
            } catch is MariaDBError {
                return .error
            } catch {
                return .untyped
            }
        }
        #expect(outcomes.count == faults.count)
        #expect(!outcomes.contains(.short) && !outcomes.contains(.untyped))
        // Only a cut in what has no answer leaves everything complete: closing the streamed statement and the goodbye, 9 and 5 bytes.
        let complete = outcomes.count { $0 == .complete }
        #expect(complete <= 2 * 14, "\(complete)")
        print(
            "cut positions tried: \(traffic.bytesFromServer) from the server and \(traffic.bytesFromClients) to it, each with FIN and "
                + "RST: \(outcomes.count); short results: 0")
    }

    @Test("neither crashes nor hangs, whichever byte has a bit turned over", .timeLimit(.minutes(3)))
    func flips() async throws {
        try await MariaDBServer.withServer(Self.options) { try await flip($0.configuration) }
    }

    private func flip(_ configuration: MariaDBConfiguration) async throws {
        var server = configuration
        server.connectTimeout = .milliseconds(400)
        server.cancellationGracePeriod = .milliseconds(20)
        let traffic = try await traffic(server)
        let faults: [FaultProxy.Faults] =
            (0..<traffic.bytesFromServer).map { FaultProxy.Faults(toClient: .init(flip: .init(at: $0, bit: $0 % 8))) }
            + (0..<traffic.bytesFromClients).map { FaultProxy.Faults(toServer: .init(flip: .init(at: $0, bit: $0 % 8))) }
        let outcomes: [String] = try await outcomes(of: faults, server) { configuration in
            // A length that grew makes the reader wait for bytes that never come.
            let work = Task { _ = try await Self.work(configuration) }
            let deadline = Task {
                try await Task.sleep(for: .milliseconds(500))
                work.cancel()
            }
            defer { deadline.cancel() }
            switch await work.result {
            case .success: return "unseen"
            case .failure(is CancellationError): return "deadline"
            case .failure(is MariaDBError): return "error"
            case .failure(let error): return "\(error)"
            }
        }
        #expect(outcomes.count == faults.count)
        let counts = Dictionary(grouping: outcomes) { $0 }.mapValues(\.count)
        #expect(Set(counts.keys).isSubset(of: ["unseen", "deadline", "error"]), "\(counts)")
        print("bits turned over: \(outcomes.count), with what came of it: \(counts.sorted { $0.key < $1.key })")
    }
}
