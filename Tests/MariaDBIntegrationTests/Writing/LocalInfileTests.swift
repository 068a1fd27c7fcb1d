import MariaDB
import MariaDBTesting
import StateLocks
import Testing

@Suite("A server that asks for files")
struct LocalInfileTests {
    /// What stands in this file and nowhere else: the proof that a file was sent.
    private static let content = "the content of the file that is asked for"

    @Test("gets no byte of any, whatever call it answers so")
    func everyCall() async throws {
        let calls: [(String, @Sendable (MariaDBConnection) async throws -> Void)] = [
            ("text", { try await $0.execute("DO 1") }),
            (
                "a LOAD DATA of the user's",
                { try await $0.execute("LOAD DATA LOCAL INFILE '\(unsafeSQL: #filePath)' INTO TABLE t") }
            ),
            ("prepared", { try await $0.execute("DO \(1)") }),
            ("rows", { _ = try await $0.fetchAll("SELECT \(1)", as: Int.self) }),
            ("stream", { try await $0.withRows("SELECT 1") { rows in for try await _ in rows {} } }),
            ("held", { _ = try await $0.prepare("DO 1") }),
            ("cursor", { try await $0.cursor().execute("SELECT 1") }),
            ("many", { try await $0.executeMany("INSERT INTO t VALUES (?)", [1]) }),
            ("ping", { try await $0.ping() }), ("database", { try await $0.select(database: "d") }),
            ("begin", { try await $0.begin() }),
            ("loadData", { try await $0.loadData(into: "t", from: Self.rows(1)) }),
        ]
        for (name, call) in calls {
            let (task, connection) = try await FakeServer.withServer(
                // Nothing but requests for files, and an end to each.
                [.login(), .respond { $0.isEmpty ? .ok : .localInfile(#filePath) }]
            ) { server in
                let connection = try await MariaDBConnection.connect(to: server.configuration)
                let isOver = Lock(false)
                let task = Task {
                    defer { isOver.withLock { $0 = true } }
                    try await call(connection)
                }
                // Some calls can make nothing of such an answer and wait for more. They end with the server.
                _ = try await eventually(within: .milliseconds(300)) { isOver.withLock { $0 } }
                #expect(!server.hasReceived(Self.content), "\(name)")
                return (task, connection)
            }
            // Most throw; to a ping any answer is one.
            _ = await task.result
            await connection.close()
        }
    }

    @Test("gets none while it logs us in")
    func login() async throws {
        let script: [FakeServer.Step] = [
            .greet(), .expect(.login), .send(.localInfile(#filePath)), .expect(.anything), .send(.ok), .silence,
        ]
        try await FakeServer.withServer(script) { server in
            await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: server.configuration) }
            #expect(!server.hasReceived(Self.content))
        }
    }

    @Test(
        "in the middle of loadData gets the rows for the name it was given, once, and nothing else",
        arguments: [("right", 1), ("wrong", 0), ("longer", 0), ("shorter", 0), ("twice", 1), ("then a file", 1)])
    func otherNames(ask: String, expected: Int) async throws {
        let loader = HostileLoader(ask: ask)
        try await FakeServer.withServer([.login(), .respond { loader.answer($0) }]) { server in
            let connection = try await MariaDBConnection.connect(to: server.configuration)
            do {
                try await connection.loadData(into: "t", from: Self.rows(1), options: .init(transaction: false))
                #expect(ask == "right")
            } catch let error as MariaDBError {
                #expect(ask != "right", "\(ask): \(error)")
            }
            #expect(count("marker of row 0", in: server) == expected)
            // Afterwards the door is closed again, also for the name that was right.
            if await connection.isOpen {
                await #expect(throws: MariaDBError.self) { try await connection.execute("DO 'ask again'") }
            }
            await connection.close()
            #expect(count("marker of row 0", in: server) == expected)
            #expect(!server.hasReceived(Self.content))
        }
    }

    private static func rows(_ count: Int) -> AsyncStream<(Int, String)> {
        AsyncStream { stream in
            for index in 0..<count { stream.yield((index, "marker of row \(index)")) }
            stream.finish()
        }
    }

    private func count(_ text: String, in server: FakeServer) -> Int {
        let needle = Array(text.utf8)
        return server.received.reduce(0) { sum, bytes in sum + bytes.indices.count { bytes[$0...].starts(with: needle) } }
    }
}

/// A server that plays along with a LOAD DATA LOCAL, and asks for more than it may.
private final class HostileLoader: Sendable {
    private struct State {
        var name = ""
        var asked = 0
    }
    private let ask: String
    private let state = Lock(State())

    init(ask: String) {
        self.ask = ask
    }

    /// - Parameter packet: What the client sent.
    func answer(_ packet: [UInt8]) -> FakeServer.Message? {
        let text = String(decoding: packet, as: UTF8.self)
        if text.contains("ask again") { return .localInfile(state.withLock { $0.name }) }
        if text.contains("LIMIT 0") { return .error(1142, "SELECT command denied") }
        if let start = text.firstRange(of: "swift-mariadb:") {
            let name = String(text[start.lowerBound...].prefix { $0 != "'" })
            state.withLock { $0 = State(name: name, asked: 1) }
            return .localInfile(first(name))
        }
        // The rows, which the empty packet ends.
        guard packet.isEmpty else { return nil }
        let (name, asked) = state.withLock { state in
            state.asked += 1
            return (state.name, state.asked)
        }
        switch ask {
        case "twice" where asked == 2: return .localInfile(name)
        case "then a file" where asked == 2: return .localInfile(#filePath)
        default: return .ok
        }
    }

    private func first(_ name: String) -> String {
        switch ask {
        case "wrong": #filePath
        case "longer": name + "0"
        case "shorter": String(name.dropLast())
        default: name
        }
    }
}
