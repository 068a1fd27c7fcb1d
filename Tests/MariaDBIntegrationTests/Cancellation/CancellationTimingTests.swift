import BlockingExecutors
import Foundation
import MariaDB
import MariaDBTesting
import StateLocks
import Testing

/// Every stage of a call, cancelled and measured; a heartbeat on Swift's own threads beside it.
@Suite("Cancelling, by the clock", .serialized, .heartbeat)
struct CancellationTimingTests {
    private static let promise = Duration.milliseconds(100)

    @Test(
        "a call that runs ends within 100 ms, and the server is free of it within a second",
        arguments: [
            "SELECT SLEEP(30)", "SELECT MAX(SQRT(seq)) FROM seq_1_to_1000000000",
            "SELECT seq, REPEAT('x', 1000) FROM seq_1_to_100000000",
        ])
    func running(sql: String) async throws {
        try await withTestDatabase { configuration in
            let watcher = try await MariaDBConnection.connect(to: configuration)
            let time = try await bestOfThree(under: Self.promise) { () async throws -> Duration in
                let connection = try await MariaDBConnection.connect(to: configuration)
                let call = Task { try await connection.execute(MariaDBQuery(unsafeSQL: sql)) }
                #expect(try await eventually { try await isBusy(connection, watcher) })
                let time = try await cancelling(call)
                #expect(try await eventually(within: .seconds(1)) { try await !isBusy(connection, watcher) })
                await connection.close()
                return time
            }
            #expect(time < Self.promise)
            print("cancelled while running: \(time) for \(sql)")
            await watcher.close()
        }
    }

    @Test("a stream ends within 100 ms, in the middle of a batch and between two")
    func streaming() async throws {
        try await withTestDatabase { configuration in
            for pause in [Duration.zero, .seconds(30)] {
                let time = try await bestOfThree(under: Self.promise) { () async throws -> Duration in
                    let connection = try await MariaDBConnection.connect(to: configuration)
                    let seen = Counter()
                    let call = Task {
                        try await connection.withRows("SELECT seq, REPEAT('x', 1000) FROM seq_1_to_100000000") { rows in
                            for try await _ in rows {
                                seen.add()
                                if pause > .zero { try await Task.sleep(for: pause) }
                            }
                        }
                    }
                    #expect(try await eventually { seen.value > 0 })
                    let time = try await cancelling(call)
                    #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1, "the connection goes on")
                    await connection.close()
                    return time
                }
                #expect(time < Self.promise)
                print("cancelled in a stream: \(time)")
            }
        }
    }

    @Test("a server that has stopped answers no KILL either: the call ends within 100 ms, and the connection with it")
    func stoppedServer() async throws {
        try await MariaDBServer.withServer { server in
            let time = try await bestOfThree(under: .milliseconds(130)) { () async throws -> Duration in
                let connection = try await MariaDBConnection.connect(to: server.configuration)
                await server.pause()
                let call = Task { try await connection.execute("SELECT 1") }
                try await Task.sleep(for: .milliseconds(20))
                let time = try await cancelling(call)
                #expect(await !connection.isOpen)
                server.resume()
                await connection.close()
                return time
            }
            // The grace period is 80 ms, and ending at 100 needs a machine that is not busy otherwise.
            #expect(time < .milliseconds(130))
            print("cancelled at a stopped server: \(time)")
        }
    }

    @Test("a server that has stopped: the call ends at its deadline, and no late answer goes to anyone")
    func deadlineAtStoppedServer() async throws {
        try await MariaDBServer.withServer { server in
            let limit = Duration.milliseconds(500)
            let time = try await bestOfThree(under: limit + .milliseconds(200)) { () async throws -> Duration in
                let connection = try await MariaDBConnection.connect(to: server.configuration)
                await server.pause()
                let start = ContinuousClock.now
                let error = await #expect(throws: MariaDBError.self) {
                    try await MariaDBDeadline.within(limit) { try await connection.execute("SELECT 1") }
                }
                let time = start.duration(to: .now)
                #expect(error?.code == .statementTimeout && time >= limit)
                server.resume()
                let next = await #expect(throws: MariaDBError.self) { try await connection.fetchOne("SELECT 2", as: Int.self) }
                #expect(next?.code == .connectionClosed)
                await connection.close()
                return time
            }
            #expect(time < limit + .milliseconds(200), "\(time)")
        }
    }

    @Test("a call that waits for a thread ends within 100 ms")
    func noThread() async throws {
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "none-test", maximumThreads: 1)),
            connects: BlockingThreadPool(.init(name: "none-dial", maximumThreads: 2)))
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration, threads: threads)
            let other = try await MariaDBConnection.connect(to: configuration, threads: threads)
            let slow = Task { try await other.execute("DO SLEEP(30)") }
            #expect(try await eventually { threads.queries.snapshot().busyThreads == 1 })
            let time = try await bestOfThree(under: Self.promise) { () async throws -> Duration in
                let call = Task { try await connection.execute("SELECT 1") }
                #expect(try await eventually { threads.queries.snapshot().waiting == 1 })
                return try await cancelling(call)
            }
            #expect(time < Self.promise)
            print("cancelled while waiting for a thread: \(time)")
            slow.cancel()
            _ = await slow.result
            await connection.close()
            await other.close()
        }
        await threads.queries.shutdown()
        await threads.connects.shutdown()
    }

    private final class Counter: Sendable {
        private let count = Lock(0)
        var value: Int { count.withLock { $0 } }
        func add() { count.withLock { $0 += 1 } }
    }

    private func isBusy(_ connection: MariaDBConnection, _ watcher: MariaDBConnection) async throws -> Bool {
        try await watcher.fetchFirst(
            "SELECT COMMAND <> 'Sleep' FROM information_schema.PROCESSLIST WHERE ID = \(connection.connectionID)", as: Bool.self)
            ?? false
    }
}
