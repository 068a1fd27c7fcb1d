import MariaDB
import MariaDBTesting
import Testing

@Suite("A write whose answer is lost")
struct LostAnswerTests {
    private let writes: [@Sendable (MariaDBConnection) async throws -> Void] = [
        { try await $0.execute("INSERT INTO t (n) VALUES (1)") },
        { try await $0.execute("INSERT INTO t (n) VALUES (\(1))") },
        { _ = try await $0.fetchAll("INSERT INTO t (n) VALUES (\(1)) RETURNING n") },
        { try await $0.withRows("INSERT INTO t (n) VALUES (\(1)) RETURNING n") { for try await _ in $0 {} } },
        { _ = try await $0.perform { try $0.execute("INSERT INTO t (n) VALUES (1)") } },
    ]

    @Test("says that its outcome is unknown, and is there once")
    func written() async throws {
        try await withTestDatabase { server in
            let watcher = try await MariaDBConnection.connect(to: server)
            try await watcher.execute("CREATE TABLE t (n INT)")
            for (number, write) in writes.enumerated() {
                for ending in [FaultProxy.Faults.Ending.close, .reset] {
                    try await FaultProxy.withProxy(to: server) { proxy in
                        let connection = try await MariaDBConnection.connect(to: proxy.configuration)
                        // The statement is prepared and cached: the next answer is that of its execution.
                        try await write(connection)
                        proxy.faults.toClient.cut = .init(after: 0, ending)
                        let error = await #expect(throws: MariaDBError.self) { try await write(connection) }
                        // A stream is prepared anew each time, and there the answer to that was lost.
                        #expect(error?.outcomeUnknown == (number != 3), "\(number)")
                        #expect(error?.isConnectionLost == true)
                        let rows = number == 3 ? 1 : 2
                        #expect(try await eventually { try await count(watcher) == rows }, "\(number)")
                        try await watcher.execute("TRUNCATE TABLE t")
                    }
                }
            }
            await watcher.close()
        }
    }

    @Test("is told from one that only reads, and from one that was never sent")
    func notWritten() async throws {
        let server = try await MariaDBServer.sharedConfiguration()
        try await FaultProxy.withProxy(to: server) { proxy in
            let reader = try await MariaDBConnection.connect(to: proxy.configuration)
            let committer = try await MariaDBConnection.connect(to: proxy.configuration)
            try await committer.begin()
            proxy.faults.toClient.cut = .init(after: 0, .reset)
            let read = await #expect(throws: MariaDBError.self) { try await reader.fetchAll("SELECT 1") }
            #expect(read?.code == .connectionLost && read?.outcomeUnknown == false)
            let closed = await #expect(throws: MariaDBError.self) { try await reader.execute("DELETE FROM t") }
            #expect(closed?.code == .connectionClosed && closed?.outcomeUnknown == false)
            let commit = await #expect(throws: MariaDBError.self) { try await committer.commit() }
            #expect(commit?.outcomeUnknown == true)
        }
        let connection = try await MariaDBConnection.connect(to: server)
        let refused = await #expect(throws: MariaDBError.self) { try await connection.execute("DELETE FROM no_such_table.t") }
        #expect(refused?.code == .server && refused?.outcomeUnknown == false)
        await connection.close()
    }

    private func count(_ watcher: MariaDBConnection) async throws -> Int {
        try await watcher.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
    }
}
