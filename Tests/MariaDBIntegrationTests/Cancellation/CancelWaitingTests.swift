import BlockingExecutors
import MariaDB
import MariaDBTesting
import Testing

/// What is cancelled before the server has anything to do with it.
@Suite("Cancelling a call that waits")
struct CancelWaitingTests {
    @Test("for every thread of the pool is busy ends it without one, and keeps the connection")
    func noThread() async throws {
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "full-test", maximumThreads: 1)),
            connects: BlockingThreadPool(.init(name: "full-dial", maximumThreads: 2)))
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration, threads: threads)
            let other = try await MariaDBConnection.connect(to: configuration, threads: threads)
            try await connection.execute("CREATE TABLE t (id INT)")
            // The thread may still be on its way out of that; what makes it busy next is the slow one.
            #expect(try await eventually { threads.queries.snapshot().busyThreads == 0 })
            let slow = Task { try await other.execute("DO SLEEP(600)") }
            #expect(try await eventually { threads.queries.snapshot().busyThreads == 1 })
            for _ in 0..<20 {
                let waiting = Task { try await connection.execute("INSERT INTO t VALUES (1)") }
                try #require(await eventually { threads.queries.snapshot().waiting == 1 })
                waiting.cancel()
                await #expect(throws: CancellationError.self) { try await waiting.value }
                #expect(threads.queries.snapshot().busyThreads == 1, "the slow one has the only thread")
            }
            slow.cancel()
            await #expect(throws: CancellationError.self) { try await slow.value }
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 0)
            await connection.close()
            await other.close()
        }
        await threads.queries.shutdown()
        await threads.connects.shutdown()
    }

    @Test("to be closed, too: a cancelled close needs no thread")
    func closingWithoutThread() async throws {
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "shut-test", maximumThreads: 1)),
            connects: BlockingThreadPool(.init(name: "shut-dial", maximumThreads: 2)))
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration, threads: threads)
            let other = try await MariaDBConnection.connect(to: configuration, threads: threads)
            let slow = Task { try await other.execute("DO SLEEP(600)") }
            #expect(try await eventually { threads.queries.snapshot().busyThreads == 1 })
            let close = Task { await connection.close() }
            close.cancel()
            await close.value
            slow.cancel()
            await #expect(throws: CancellationError.self) { try await slow.value }
            #expect(await !connection.isOpen)
            await other.close()
        }
        await threads.queries.shutdown()
        await threads.connects.shutdown()
    }

    @Test("for its turn leaves the queue, and those behind it are served in order")
    func queued() async throws {
        try await withTestConnection { connection in
            let tasks = try await whileBusy(connection) {
                let tasks = (0..<10).map { number in Task { try await connection.fetchOne("SELECT \(number)", as: Int.self) } }
                // So that most of them stand in the queue, on most machines.
                try await Task.sleep(for: .milliseconds(20))
                for number in stride(from: 0, to: 10, by: 2) {
                    tasks[number].cancel()
                    await #expect(throws: CancellationError.self) { try await tasks[number].value }
                }
                return tasks
            }
            for number in stride(from: 1, to: 10, by: 2) {
                #expect(try await tasks[number].value == number)
            }
        }
    }

    @Test("in a task that is cancelled already: nothing begins")
    func before() async throws {
        try await withTestConnection { connection in
            let task = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                try await connection.execute("CREATE TABLE t (id INT)")
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            await #expect(throws: MariaDBError.self) { try await connection.execute("SELECT * FROM t") }
        }
    }
}
