import MariaDB
import Testing

@testable import MariaDBTesting

@Suite("The server a test run shares")
struct SharedServerTests {
    @Test("All who come at once get the same one")
    func startedOnce() async throws {
        let shared = SharedServer()
        let sockets = try await withThrowingTaskGroup(of: MariaDBConfiguration.self) { group in
            for _ in 0..<8 {
                group.addTask { try await MariaDBServer.sharedConfiguration(environment: [:], from: shared) }
            }
            return try await group.reduce(into: Set<MariaDBConfiguration>()) { $0.insert($1) }
        }
        #expect(sockets.count == 1)
        let configuration = try #require(sockets.first)
        #expect(try await MariaDBClientProgram.run("SELECT 1", on: configuration) == "1")
        try await shared.running().stop()
    }

    @Test("One that has died is replaced")
    func replaced() async throws {
        let shared = SharedServer()
        let first = try await shared.running()
        await first.kill()
        let second = try await shared.running()
        #expect(second.folder != first.folder)
        await first.stop()
        await second.stop()
    }

    @Test("A failure is reported to all, and tried again by the next")
    func failure() async throws {
        let shared = SharedServer(.init(arguments: ["--no-such-option"]))
        let errors = await withTaskGroup(of: MariaDBServerError.Code?.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    do {
                        _ = try await shared.running()
                        return nil
                    } catch {
                        return (error as? MariaDBServerError)?.code
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(errors == Array(repeating: .startFailed, count: 4))
        await #expect(throws: MariaDBServerError.self) { try await shared.running() }
    }

    @Test("MARIADB_TEST_URL names another, and nothing is started")
    func named() async throws {
        let shared = SharedServer(.init(program: "/nonexistent"))
        let configuration = try await MariaDBServer.sharedConfiguration(
            environment: ["MARIADB_TEST_URL": "mariadb://tester@db.example:3307/"], from: shared
        )
        #expect(configuration.user == "tester")
        #expect(configuration.address == .tcp(host: "db.example", port: 3307))
        await #expect(throws: MariaDBError.self) {
            try await MariaDBServer.sharedConfiguration(environment: ["MARIADB_TEST_URL": "nonsense"], from: shared)
        }
        // An empty one is none.
        await #expect(throws: MariaDBServerError.self) {
            try await MariaDBServer.sharedConfiguration(environment: ["MARIADB_TEST_URL": ""], from: shared)
        }
    }
}
