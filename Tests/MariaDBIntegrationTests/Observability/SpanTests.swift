#if Tracing
import InMemoryTracing
import MariaDB
import MariaDBTesting
import Testing
import Tracing

@Suite("Spans")
struct SpanTests {
    @Test("stand for statements, with OpenTelemetry's attributes")
    func statement() async throws {
        let tracer = InMemoryTracer()
        try await withTestDatabase { configuration in
            let database = try #require(configuration.database)
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                _ = try await withTracer(tracer) { try await connection.execute(" /* why */ (select \("secret"))") }
                let span = try #require(tracer.popFinishedSpans().first)
                #expect(span.operationName == "SELECT \(database)")
                #expect(span.kind == .client)
                #expect(span.status == nil)
                #expect(Self.text(span, "db.system.name") == "mariadb")
                #expect(Self.text(span, "db.namespace") == database)
                #expect(Self.text(span, "db.operation.name") == "SELECT")
                #expect(Self.text(span, "db.query.text") == " /* why */ (select ?)")
                switch configuration.address {
                case .unixSocket(let path):
                    #expect(Self.text(span, "server.address") == path)
                    #expect(span.attributes.get("server.port") == nil)
                case .tcp(let host, let port):
                    #expect(Self.text(span, "server.address") == host)
                    #expect(span.attributes.get("server.port") == .int64(Int64(port)))
                }
                #expect(!"\(span)".contains("secret"))
            }
        }
    }

    @Test("tell of errors by the server's number, without its message")
    func errors() async throws {
        let tracer = InMemoryTracer()
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (a VARCHAR(20) PRIMARY KEY)")
            await withTracer(tracer) {
                await #expect(throws: MariaDBError.self) { try await connection.execute("SELEC 1") }
                await #expect(throws: MariaDBError.self) {
                    for _ in 1...2 { try await connection.execute("INSERT INTO t VALUES (\("sensitive"))") }
                }
            }
        }
        let spans = tracer.finishedSpans
        #expect(spans.count == 3)
        #expect(spans.first?.status?.code == .error)
        #expect(spans.map { Self.text($0, "error.type") } == ["1064", nil, "1062"])
        #expect(spans.map { Self.text($0, "db.response.status_code") } == ["1064", nil, "1062"])
        // The server repeats the value of a duplicate key in its message.
        #expect(spans.allSatisfy { $0.errors.isEmpty && !"\($0)".contains("sensitive") })
    }

    @Test("are children of the caller's span, one for each statement however many batches it has")
    func parents() async throws {
        let tracer = InMemoryTracer()
        try await withTestConnection { connection in
            try await withTracer(tracer) {
                try await tracer.withSpan("request") { _ in
                    try await connection.withRows("SELECT seq FROM seq_1_to_1000", batch: .init(rows: 10)) { rows in
                        for try await _ in rows {}
                    }
                    _ = try await connection.perform { try $0.fetchAll("SELECT 1") }
                    try await connection.ping()
                }
            }
        }
        let spans = tracer.finishedSpans
        #expect(spans.map { $0.operationName.split(separator: " ").first } == ["SELECT", "PERFORM", "request"])
        #expect(spans.dropLast().allSatisfy { $0.parentSpanID == spans.last?.spanID })
    }

    private static func text(_ span: FinishedInMemorySpan, _ name: String) -> String? {
        guard case .string(let text) = span.attributes.get(name) else { return nil }
        return text
    }
}
#endif
