import MariaDBTesting
import Testing

@testable import MariaDB

/// What is cancelled while the server works on it: the server stops, and the connection goes on.
/// One after another: some of these keep the server so busy that it gets to the KILLs of others late.
@Suite("Cancelling a call that runs", .serialized)
struct CancelRunningTests {
    @Test(
        "stops it at the server and keeps the connection",
        arguments: [
            "SELECT SLEEP(30)", "SELECT COUNT(*) FROM seq_1_to_10000000 a, seq_1_to_10000 b", "DO SLEEP(600)",
            "SELECT seq, REPEAT('x', 1000) FROM seq_1_to_100000000 WHERE SLEEP(0.001) = 0",
        ])
    func text(sql: String) async throws {
        try await cancel { try await $0.execute(MariaDBQuery(unsafeSQL: sql)) }
    }

    @Test("stops a prepared statement")
    func prepared() async throws {
        try await cancel { _ = try await $0.fetchAll("SELECT SLEEP(\(30))") }
    }

    @Test("stops a statement that is held")
    func held() async throws {
        try await cancel { connection in
            let statement = try await connection.prepare("SELECT SLEEP(?)")
            try await statement.execute(30)
        }
    }

    @Test("stops a cursor")
    func cursor() async throws {
        try await cancel { try await $0.cursor().execute("SELECT SLEEP(30)") }
    }

    @Test("stops a perform: its next statement is not sent")
    func perform() async throws {
        try await cancel { connection in
            try await connection.perform { session in
                // Who swallows the error of the first gets no further.
                for _ in 0..<10 { _ = try? session.execute("DO SLEEP(600)") }
                try session.execute("DO SLEEP(600)")
            }
        }
    }

    @Test("stops a stream in the middle, while a batch is waited for")
    func stream() async throws {
        try await cancel { connection in
            try await connection.withRows(
                "SELECT seq, IF(seq > 2000, SLEEP(30), 0) FROM seq_1_to_3000", batch: MariaDBBatchLimit(rows: 100)
            ) { rows in
                for try await _ in rows {}
            }
        }
    }

    @Test("stops a large stream that nobody reads just now")
    func idleStream() async throws {
        try await cancel { connection in
            try await connection.withRows("SELECT seq, REPEAT('x', 1000) FROM seq_1_to_100000000") { rows in
                for try await _ in rows { try await Task.sleep(for: .seconds(30)) }
            }
        }
    }

    @Test("inside withConnection, too, where the body runs on the connection's own thread")
    func sticky() async throws {
        try await withTestDatabase { configuration in
            let watcher = try await MariaDBConnection.connect(to: configuration)
            let task = Task {
                try await MariaDBConnection.withConnection(to: configuration) { connection in
                    try await connection.execute("SELECT SLEEP(31)")
                }
            }
            try await waitUntilBusy(watcher, "SELECT SLEEP(31)")
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await isGone(watcher, "SELECT SLEEP(31)"))
            await watcher.close()
        }
    }

    @Test("by its connection's cancel() throws an error of its own, and the connection goes on")
    func explicit() async throws {
        try await withPatientConnection { connection in
            connection.cancel()
            try await connection.ping()
            let call = Task { try await connection.execute("DO SLEEP(600)") }
            try await stopping(connection) { connection.cancel() }
            let error = await #expect(throws: MariaDBError.self) { try await call.value }
            #expect(error?.code == .cancelled)
            #expect(error?.sql == "DO SLEEP(600)")
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test("lets a rollback run, and what was done is undone")
    func rollback() async throws {
        try await withPatientConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT) ENGINE = InnoDB")
            let (written, hasWritten) = AsyncStream<Void>.makeStream()
            let task = Task {
                try await connection.begin()
                try await connection.execute("INSERT INTO t VALUES (1)")
                hasWritten.finish()
                do {
                    try await connection.execute("DO SLEEP(600)")
                } catch {
                    try await connection.rollback()
                    throw error
                }
            }
            for await _ in written {}
            try await stopping(connection) { task.cancel() }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 0)
            #expect(await !connection.isInTransaction)
        }
    }

    /// Cancels a call once the server works on it, and looks whether all is as it was before: a call of an ordinary task, and one of a
    /// body that is on the connection's thread.
    private func cancel(_ call: @escaping @Sendable (MariaDBConnection) async throws -> Void) async throws {
        try await withPatientConnection { connection in
            try await cancelling(whileBusy: connection) { try await call(connection) }
            try await cancelling(whileBusy: connection) {
                try await connection.withConnection { connection in
                    try await connection.ping()
                    try await call(connection)
                }
            }
        }
    }

    private func waitUntilBusy(_ watcher: MariaDBConnection, _ sql: String) async throws {
        #expect(try await eventually { try await !isRunning(watcher, sql).isEmpty })
    }

    private func isGone(_ watcher: MariaDBConnection, _ sql: String) async throws -> Bool {
        try await eventually(within: .seconds(5)) { try await isRunning(watcher, sql).isEmpty }
    }

    private func isRunning(_ watcher: MariaDBConnection, _ sql: String) async throws -> [Int] {
        try await watcher.fetchAll("SELECT ID FROM information_schema.PROCESSLIST WHERE INFO = \(sql)", as: Int.self)
    }
}
