#if Metrics
import CoreMetrics
import MariaDB
import MariaDBTesting
import MetricsTestKit
import Testing

@Suite("Metrics of a client")
struct MetricsTests {
    /// What one client reports under one name, apart from labels.
    private struct Reported {
        let metrics: TestMetrics
        let pool: String

        func meter(_ label: String, _ labels: (String, String)...) throws -> Double? {
            try metrics.expectMeter(label, [("db.client.connection.pool.name", pool)] + labels).lastValue
        }

        func connections(_ state: String) throws -> Double {
            try meter("db.client.connection.count", ("db.client.connection.state", state)) ?? 0
        }

        func threads(_ state: String, of threadPool: String = "mariadb") throws -> Double {
            try meter(
                "mariadb.client.thread.count", ("mariadb.client.thread.pool", threadPool), ("mariadb.client.thread.state", state)
            ) ?? 0
        }

        func times(_ label: String) throws -> [Int64] {
            try metrics.expectTimer(label, [("db.client.connection.pool.name", pool)]).values
        }

        func count(_ label: String, _ labels: (String, String)...) throws -> Int64 {
            try metrics.expectCounter(label, [("db.client.connection.pool.name", pool)] + labels).totalValue
        }
    }

    private func withMeasuredClient(
        _ maximumConnections: Int, _ change: (inout MariaDBClient.Configuration) -> Void = { _ in },
        _ body: (MariaDBClient, Reported) async throws -> Void
    ) async throws -> Reported {
        let reported = Reported(metrics: TestMetrics(), pool: "shop")
        try await withTestClient(
            maximumConnections,
            { configuration in
                configuration.name = "shop"
                configuration.connection.observability.metricsFactory = reported.metrics
                change(&configuration)
            }
        ) { try await body($0, reported) }
        return reported
    }

    @Test("say how many connections are in which state, and how many there may be")
    func connections() async throws {
        let reported = try await withMeasuredClient(3, { $0.minimumConnections = 1 }) { client, reported in
            try await client.withConnection { _ in
                #expect(try reported.connections("used") == 1)
                let used = try await client.withConnection { _ in try reported.connections("used") }
                #expect(used == 2)
                #expect(try reported.connections("used") == 1)
                #expect(try reported.connections("idle") == 1)
            }
            #expect(try reported.connections("connecting") == 0)
            #expect(try reported.meter("db.client.connection.max") == 3)
            #expect(try reported.meter("db.client.connection.idle.min") == 1)
            #expect(try reported.threads("busy") + reported.threads("idle") > 0)
        }
        for state in ["used", "idle", "connecting", "closing"] { #expect(try reported.connections(state) == 0) }
        for pool in ["mariadb", "mariadb-dial"] {
            #expect(try reported.threads("busy", of: pool) == 0)
            #expect(try reported.threads("idle", of: pool) == 0)
        }
    }

    @Test("have how long it took to get a connection, to make one, and how long it was used, each once")
    func times() async throws {
        let reported = try await withMeasuredClient(1) { client, _ in
            for _ in 1...3 { try await client.execute("DO SLEEP(0.002)") }
            try await client.withConnection { _ = try await $0.fetchOne("SELECT 1") }
        }
        #expect(try reported.times("db.client.connection.create_time").count == 1)
        #expect(try reported.times("db.client.connection.wait_time").count == 4)
        let uses = try reported.times("db.client.connection.use_time")
        #expect(uses.count == 4)
        // The server has slept for that long; in nanoseconds.
        #expect(uses.prefix(3).allSatisfy { $0 >= 2_000_000 })
    }

    @Test("count who waits, and who waits in vain")
    func waiting() async throws {
        let reported = try await withMeasuredClient(1, { $0.acquireTimeout = .seconds(3) }) { client, reported in
            try await client.withConnection { _ in
                _ = await #expect(throws: MariaDBError.self) { try await client.execute("DO 1") }
            }
        }
        #expect(try reported.count("db.client.connection.timeouts") == 1)
        let meter = try reported.metrics.expectMeter(
            "db.client.connection.pending_requests", [("db.client.connection.pool.name", "shop")])
        // The first one waited until its connection was made.
        #expect(meter.values == [1, 0, 1, 0])
        #expect(try reported.times("db.client.connection.wait_time").count == 1)
    }

    @Test("count connections that could not be made, by the error")
    func failures() async throws {
        let reported = try await withMeasuredClient(1, { $0.connection.user = "nobody-at-all" }) { client, _ in
            _ = await #expect(throws: MariaDBError.self) { try await client.execute("DO 1") }
        }
        let failures = reported.metrics.counters(label: "mariadb.client.connection.failures")
        #expect(failures.count == 1)
        #expect(failures.first?.dimensions.contains { $0 == ("error.type", "1045") || $0 == ("error.type", "1698") } == true)
        #expect(try reported.times("db.client.connection.create_time").isEmpty)
    }

    @Test("count calls that are stopped at the server, by the reason")
    func kills() async throws {
        let reported = try await withMeasuredClient(1) { client, reported in
            let call = Task { try await client.execute("DO SLEEP(600)") }
            let runs = try await eventually { client.snapshot().holders.first?.sql != nil }
            #expect(runs)
            call.cancel()
            _ = await #expect(throws: CancellationError.self) { try await call.value }
            let isCounted = try await eventually {
                try reported.count("mariadb.client.kills", ("mariadb.client.kill.reason", "cancelled")) == 1
            }
            #expect(isCounted)
        }
        #expect(try reported.count("mariadb.client.kills", ("mariadb.client.kill.reason", "deadline")) == 0)
    }

    @Test("count connections that are cut because the server does not stop")
    func cuts() async throws {
        let reported = Reported(metrics: TestMetrics(), pool: "shop")
        try await MariaDBServer.withServer { server in
            var configuration = MariaDBClient.Configuration(server.configuration)
            configuration.name = "shop"
            configuration.connection.observability.metricsFactory = reported.metrics
            configuration.connection.cancellationGracePeriod = .milliseconds(5)
            try await MariaDBClient.withClient(configuration) { client in
                try await client.execute("DO 1")
                await server.pause()
                let call = Task { try await client.execute("DO 2") }
                let runs = try await eventually { client.snapshot().holders.first?.sql == "DO 2" }
                #expect(runs)
                call.cancel()
                _ = await #expect(throws: CancellationError.self) { try await call.value }
                server.resume()
                let isCounted = try await eventually { try reported.count("mariadb.client.cuts") == 1 }
                #expect(isCounted)
            }
        }
    }

    @Test("go to the factory of the task that makes the client, under the name of the server")
    func taskFactory() async throws {
        let metrics = TestMetrics()
        try await withTestDatabase { configuration in
            let client = withMetricsFactory(metrics) { MariaDBClient(configuration) }
            try await client.execute("DO 1")
            await client.shutdown()
            let name = "\(configuration.address)/\(configuration.database ?? "")"
            #expect(try Reported(metrics: metrics, pool: name).times("db.client.connection.use_time").count == 1)
        }
    }
}
#endif
