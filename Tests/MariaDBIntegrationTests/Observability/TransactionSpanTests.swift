#if Tracing
import InMemoryTracing
import MariaDB
import MariaDBTesting
import Testing
import Tracing

@Suite("The span of a transaction")
struct TransactionSpanTests {
    private struct Refusal: Error {}

    private func spans(_ body: (MariaDBClient) async throws -> Void) async throws -> [FinishedInMemorySpan] {
        let tracer = InMemoryTracer()
        try await withTestClient(2) { client in
            try await client.execute("CREATE TABLE t (id INT PRIMARY KEY)")
            try await withTracer(tracer) { try await body(client) }
        }
        return tracer.finishedSpans
    }

    private func value(_ span: FinishedInMemorySpan, _ name: String) -> String? {
        switch span.attributes.get(name) {
        case .string(let text): text
        case .int64(let number): "\(number)"
        default: nil
        }
    }

    private func word(_ span: FinishedInMemorySpan) -> String {
        span.operationName.split(separator: " ").first.map(String.init) ?? ""
    }

    @Test("is the parent of its statements, from its beginning to its end, and tells how it ended")
    func committed() async throws {
        let spans = try await spans { client in
            _ = try await client.withTransaction { try await $0.execute("INSERT INTO t VALUES (1)") }
        }
        #expect(spans.map(word) == ["START", "INSERT", "COMMIT", "TRANSACTION"])
        let transaction = try #require(spans.last)
        #expect(spans.dropLast().allSatisfy { $0.parentSpanID == transaction.spanID })
        #expect(transaction.parentSpanID == nil)
        #expect(transaction.kind == .internal)
        #expect(value(transaction, "db.system.name") == "mariadb")
        #expect(value(transaction, "db.operation.name") == "TRANSACTION")
        #expect(value(transaction, "mariadb.transaction.attempt") == "1")
        #expect(value(transaction, "mariadb.transaction.outcome") == "committed")
        #expect(transaction.status == nil)
    }

    @Test("that is rolled back has the error of its body, and not its text")
    func rolledBack() async throws {
        let spans = try await spans { client in
            _ = await #expect(throws: Refusal.self) { try await client.withTransaction { _ in throw Refusal() } }
        }
        #expect(spans.map(word) == ["START", "ROLLBACK", "TRANSACTION"])
        let transaction = try #require(spans.last)
        #expect(value(transaction, "mariadb.transaction.outcome") == "rolled_back")
        #expect(value(transaction, "error.type") == "Refusal")
        #expect(transaction.status?.code == .error && transaction.errors.isEmpty)
    }

    @Test("is one for each run of the body, with its number")
    func attempts() async throws {
        let spans = try await spans { client in
            try await client.withTransaction(retry: .deadlocks(2)) { transaction in
                guard transaction.attempt == 1 else { return }
                try await transaction.execute("SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'as if'")
            }
        }
        let transactions = spans.filter { word($0) == "TRANSACTION" }
        #expect(transactions.map { value($0, "mariadb.transaction.attempt") } == ["1", "2"])
        #expect(transactions.map { value($0, "mariadb.transaction.outcome") } == ["rolled_back", "committed"])
        #expect(transactions.map { value($0, "db.response.status_code") } == ["1213", nil])
    }

    @Test("inside another one is a savepoint's, with its depth")
    func savepoint() async throws {
        let spans = try await spans { client in
            _ = try await client.withTransaction { outer in
                try await outer.withTransaction { try await $0.execute("INSERT INTO t VALUES (1)") }
            }
        }
        let savepoint = try #require(spans.first { word($0) == "SAVEPOINT" })
        let transaction = try #require(spans.first { word($0) == "TRANSACTION" })
        #expect(savepoint.parentSpanID == transaction.spanID)
        #expect(spans.first { word($0) == "INSERT" }?.parentSpanID == savepoint.spanID)
        #expect(value(savepoint, "mariadb.transaction.depth") == "1")
        #expect(value(savepoint, "mariadb.transaction.outcome") == "committed")
        #expect(value(transaction, "mariadb.transaction.depth") == nil)
    }

    @Test("that could not be begun has the error and no outcome")
    func notBegun() async throws {
        let spans = try await spans { client in
            try await client.withConnection { connection in
                try await connection.begin()
                _ = await #expect(throws: MariaDBError.self) { try await connection.withTransaction(readOnly: true) { _ in } }
            }
        }
        let transaction = try #require(spans.first { word($0) == "TRANSACTION" })
        #expect(value(transaction, "error.type") == "invalidTransaction")
        #expect(value(transaction, "mariadb.transaction.outcome") == nil)
    }

    @Test("whose commit was sent and not answered says that nobody knows")
    func unknown() async throws {
        let tracer = InMemoryTracer()
        try await withTestDatabase { configuration in
            try await FaultProxy.withProxy(to: configuration) { proxy in
                var configuration = proxy.configuration
                configuration.tls = .disable
                let connection = try await MariaDBConnection.connect(to: configuration)
                try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY)")
                await withTracer(tracer) {
                    let error = await #expect(throws: MariaDBError.self) {
                        try await connection.withTransaction { transaction in
                            try await transaction.execute("INSERT INTO t VALUES (1)")
                            proxy.faults.toClient.isHeld = true
                            let sent = proxy.traffic.bytesFromClients
                            Task {
                                let wasSent = try await eventually { proxy.traffic.bytesFromClients > sent }
                                #expect(wasSent)
                                proxy.cutConnections()
                            }
                        }
                    }
                    #expect(error?.outcomeUnknown == true)
                }
            }
        }
        let transaction = try #require(tracer.finishedSpans.first { word($0) == "TRANSACTION" })
        #expect(value(transaction, "mariadb.transaction.outcome") == "unknown")
    }
}
#endif
