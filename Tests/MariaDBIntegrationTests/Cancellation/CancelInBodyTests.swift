import MariaDB
import Testing

/// The cancellation of a body's task is watched once for all calls that the task makes there; whatever else calls is watched by itself.
@Suite("Cancelling in the body of withConnection")
struct CancelInBodyTests {
    @Test("A body that makes call after call is ended by the one that runs, and the connection goes on")
    func callAfterCall() async throws {
        try await withPatientConnection { connection in
            for _ in 0..<100 {
                let (begun, hasBegun) = AsyncStream<Void>.makeStream()
                let task = Task {
                    try await connection.withConnection { connection in
                        for number in 0... {
                            if number == 3 { hasBegun.finish() }
                            let answer = try await connection.fetchOne("SELECT \(number)", as: Int.self)
                            #expect(answer == number)
                        }
                    }
                }
                for await _ in begun {}
                _ = try await cancelling(task)
                #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
            }
        }
    }

    @Test("Once the task is cancelled, no call begins but a rollback")
    func nothingBegins() async throws {
        try await withPatientConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT) ENGINE = InnoDB")
            await Task {
                try? await connection.withConnection { connection in
                    try await connection.begin()
                    try await connection.execute("INSERT INTO t VALUES (1)")
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                    for _ in 0..<3 {
                        await #expect(throws: CancellationError.self) { try await connection.execute("INSERT INTO t VALUES (2)") }
                    }
                    try await connection.rollback()
                    #expect(await !connection.isInTransaction)
                }
            }.value
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 0)
        }
    }

    @Test("A child task is cancelled by itself, and the body goes on")
    func child() async throws {
        try await withPatientConnection { connection in
            try await connection.withConnection { connection in
                try await connection.ping()
                try await withThrowingTaskGroup { group in
                    group.addTask {
                        await #expect(throws: CancellationError.self) { try await connection.execute("DO SLEEP(600)") }
                    }
                    try await stopping(connection) { group.cancelAll() }
                    try await group.waitForAll()
                }
                #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
            }
        }
    }

    @Test("A child task's call is ended with the body's task")
    func childOfBody() async throws {
        try await withPatientConnection { connection in
            try await cancelling(whileBusy: connection) {
                try await connection.withConnection { connection in
                    try await connection.ping()
                    async let call = connection.execute("DO SLEEP(600)")
                    _ = try await call
                }
            }
        }
    }

    @Test("A body inside of a body leaves the outer one watched")
    func nested() async throws {
        try await withPatientConnection { connection in
            try await cancelling(whileBusy: connection) {
                try await connection.withConnection { connection in
                    try await connection.ping()
                    try await connection.withConnection { try await $0.ping() }
                    try await connection.execute("DO SLEEP(600)")
                }
            }
        }
    }

    @Test("Of two tasks with a body of one connection, each is cancelled by itself")
    func twoBodies() async throws {
        try await withPatientConnection { connection in
            let (entered, hasEntered) = AsyncStream<Void>.makeStream()
            let tasks = (0..<2).map { number in
                Task {
                    try await connection.withConnection { connection in
                        hasEntered.yield()
                        try await connection.ping()
                        try await connection.execute("SELECT SLEEP(600), \(number)")
                    }
                }
            }
            var bodies = entered.makeAsyncIterator()
            for _ in tasks { await bodies.next() }
            // One runs and one waits for it, whichever: it leaves the queue, or makes room for the other.
            _ = try await cancelling(tasks[0])
            #expect(!tasks[1].isCancelled)
            try await stopping(connection) { tasks[1].cancel() }
            await #expect(throws: CancellationError.self) { try await tasks[1].value }
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test("A body that belongs to an actor of its own is cancelled like any other")
    func onMainActor() async throws {
        try await withPatientConnection { connection in
            try await cancelling(whileBusy: connection) { @MainActor in
                try await connection.withConnection { connection in
                    try await connection.ping()
                    try await connection.execute("DO SLEEP(600)")
                }
            }
        }
    }
}
