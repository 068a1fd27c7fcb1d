import BlockingExecutors
import MariaDB
import MariaDBTesting
import Testing

@Suite("A deadline")
struct DeadlineTests {
    @Test("stops the statement at the server, and the connection goes on", arguments: [true, false])
    func running(isConfigured: Bool) async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.cancellationGracePeriod = .seconds(20)
            if isConfigured { configuration.statementTimeout = .milliseconds(100) }
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                for query: MariaDBQuery in [
                    "SELECT SLEEP(30)", "SELECT SLEEP(\(30))",
                    "SELECT MAX(SQRT(seq)) FROM seq_1_to_1000000000",
                ] {
                    let start = ContinuousClock.now
                    let error = await #expect(throws: MariaDBError.self) {
                        try await MariaDBDeadline.within(isConfigured ? nil : .milliseconds(100)) {
                            try await connection.execute(query)
                        }
                    }
                    #expect(error?.code == .statementTimeout, "\(String(reflecting: error))")
                    #expect(error?.sql == query.sql)
                    #expect(start.duration(to: .now) >= .milliseconds(99))
                    let answer = try await connection.fetchOne("SELECT 1", as: Int.self)
                    #expect(answer == 1)
                }
            }
        }
    }

    @Test("of the configuration is told to the server, once")
    func server() async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.statementTimeout = .milliseconds(1500)
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                #expect(try await connection.fetchOne("SELECT @@max_statement_time", as: Double.self) == 1.5)
                let questions: MariaDBQuery = """
                    SELECT CAST(VARIABLE_VALUE AS INT) FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'QUESTIONS'
                    """
                let before = try await connection.fetchOne(questions, as: Int.self)
                for _ in 0..<10 { try await connection.execute("DO 1") }
                let after = try await connection.fetchOne(questions, as: Int.self)
                #expect(after - before == 11)
            }
        }
    }

    @Test("that comes while the call waits for its turn says so, and the other call goes on")
    func waitingForTurn() async throws {
        try await withTestConnection { connection in
            try await whileBusy(connection) {
                let error = await #expect(throws: MariaDBError.self) {
                    try await MariaDBDeadline.within(.milliseconds(50)) { try await connection.execute("SELECT 1") }
                }
                #expect(error?.code == .waitTimeout)
            }
        }
    }

    @Test("that comes while the call waits for a thread says so")
    func waitingForThread() async throws {
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "late-test", maximumThreads: 1)),
            connects: BlockingThreadPool(.init(name: "late-dial", maximumThreads: 2)))
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration, threads: threads)
            let other = try await MariaDBConnection.connect(to: configuration, threads: threads)
            let slow = Task { try await other.execute("DO SLEEP(600)") }
            #expect(try await eventually { threads.queries.snapshot().busyThreads == 1 })
            let error = await #expect(throws: MariaDBError.self) {
                try await MariaDBDeadline.within(.milliseconds(50)) { try await connection.execute("SELECT 1") }
            }
            #expect(error?.code == .waitTimeout)
            slow.cancel()
            await #expect(throws: CancellationError.self) { try await slow.value }
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
            await connection.close()
            await other.close()
        }
        await threads.queries.shutdown()
        await threads.connects.shutdown()
    }

    /// It said that nothing was sent.
    @Test("that comes amid rows that are streamed is one of the statement")
    func amidRows() async throws {
        try await withTestConnection { connection in
            try await connection.withRows("SELECT seq FROM seq_1_to_5000", batch: MariaDBBatchLimit(rows: 10)) { rows in
                let error = await #expect(throws: MariaDBError.self) {
                    try await MariaDBDeadline.by(.now) { for try await _ in rows {} }
                }
                #expect(error?.code == .statementTimeout && error?.sql == "SELECT seq FROM seq_1_to_5000")
            }
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test("bounds connecting, too")
    func connecting() async throws {
        try await FakeServer.withServer([.silence]) { server in
            let error = await #expect(throws: MariaDBError.self) {
                try await MariaDBDeadline.within(.milliseconds(50)) {
                    try await MariaDBConnection.connect(to: server.configuration)
                }
            }
            #expect(error?.code == .connectTimeout)
        }
    }

    @Test("that has passed lets nothing begin but what cleans up")
    func passed() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT) ENGINE = InnoDB")
            try await connection.begin()
            try await connection.execute("INSERT INTO t VALUES (1)")
            try await MariaDBDeadline.by(.now) {
                let error = await #expect(throws: MariaDBError.self) { try await connection.commit() }
                #expect(error?.code == .waitTimeout)
                try await connection.rollback()
            }
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 0)
        }
    }

    @Test("inside another is the earlier of the two, and a child task has it, too")
    func nested() async throws {
        try await MariaDBDeadline.within(.seconds(10)) {
            let outer = try #require(MariaDBDeadline.current)
            await MariaDBDeadline.within(.seconds(20)) { #expect(MariaDBDeadline.current == outer) }
            await MariaDBDeadline.within(.seconds(5)) {
                #expect(MariaDBDeadline.current.map { $0 < outer } == true)
                let inner = MariaDBDeadline.current
                async let child = MariaDBDeadline.current
                #expect(await child == inner)
            }
            await MariaDBDeadline.within(nil) { #expect(MariaDBDeadline.current == outer) }
            await MariaDBDeadline.within(.seconds(Int64.max)) { #expect(MariaDBDeadline.current == outer) }
        }
        #expect(MariaDBDeadline.current == nil)
    }
}
