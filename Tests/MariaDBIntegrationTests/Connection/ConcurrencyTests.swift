import BlockingExecutors
import MariaDB
import Testing

@Suite("Many tasks")
struct ConcurrencyTests {
    @Test("on one connection get each their own answers")
    func oneConnection() async throws {
        try await withTestConnection { connection in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<100 {
                    group.addTask {
                        for number in 0..<20 {
                            let id = task * 1000 + number
                            let answer =
                                number % 2 == 0
                                ? try await connection.fetchOne("SELECT \(id)", as: Int.self)
                                : try await connection.fetchOne("SELECT \(unsafeSQL: "\(id)")", as: Int.self)
                            #expect(answer == id)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("may close the connection under each other: typed errors and nothing worse")
    func closing() async throws {
        try await withTestDatabase { configuration in
            for _ in 0..<20 {
                let connection = try await MariaDBConnection.connect(to: configuration)
                await withTaskGroup(of: Void.self) { group in
                    for task in 0..<10 {
                        group.addTask {
                            do {
                                for _ in 0..<20 {
                                    #expect(try await connection.fetchOne("SELECT \(task)", as: Int.self) == task)
                                }
                            } catch let error as MariaDBError {
                                #expect(error.code == .connectionClosed)
                            } catch {
                                Issue.record(error)
                            }
                        }
                    }
                    group.addTask { await connection.close() }
                }
                #expect(await !connection.isOpen)
            }
        }
    }

    @Test("that were cancelled before their turn send nothing")
    func cancelledBeforeTheirTurn() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT)")
            try await whileBusy(connection) {
                let queued = Task { try await connection.execute("INSERT INTO t VALUES (1)") }
                try await Task.sleep(for: .milliseconds(20))
                queued.cancel()
                await #expect(throws: CancellationError.self) { try await queued.value }
            }
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 0)
        }
    }

    @Test("own no thread while their connections are idle")
    func idleConnections() async throws {
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "idle-test", maximumThreads: 4, idleTimeout: .milliseconds(50))),
            connects: BlockingThreadPool(.init(name: "idle-dial", maximumThreads: 4, idleTimeout: .milliseconds(50))))
        try await withTestDatabase { configuration in
            var connections: [MariaDBConnection] = []
            for _ in 0..<50 {
                connections.append(try await MariaDBConnection.connect(to: configuration, threads: threads))
            }
            for connection in connections { try await connection.ping() }
            #expect(try await eventually { threads.queries.snapshot().threads == 0 && threads.connects.snapshot().threads == 0 })
            for connection in connections { try await connection.ping() }
            #expect(threads.queries.snapshot().threads <= 4)
            for connection in connections { await connection.close() }
        }
        await threads.queries.shutdown()
        await threads.connects.shutdown()
    }

    @Test("find a typed error when the threads are gone, and can still close")
    func threadsShutDown() async throws {
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "gone-test")), connects: BlockingThreadPool(.init(name: "gone-dial")))
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration, threads: threads)
            await threads.queries.shutdown()
            await threads.connects.shutdown()
            let query = await #expect(throws: MariaDBError.self) { try await connection.ping() }
            #expect(query?.code == .executorUnavailable)
            let connect = await #expect(throws: MariaDBError.self) {
                try await MariaDBConnection.connect(to: configuration, threads: threads)
            }
            #expect(connect?.code == .executorUnavailable)
            await connection.close()
            #expect(await !connection.isOpen)
        }
    }
}
