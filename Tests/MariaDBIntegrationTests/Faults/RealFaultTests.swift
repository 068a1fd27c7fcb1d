import MariaDB
import MariaDBTesting
import Testing

@Suite("A server in trouble")
struct RealFaultTests {
    @Test("that restarts fails the calls in flight and no others; a new connection works")
    func restart() async throws {
        try await MariaDBServer.withServer { server in
            let watcher = try await MariaDBConnection.connect(to: server.configuration)
            var (idle, busy) = ([MariaDBConnection](), [MariaDBConnection]())
            for _ in 0..<10 {
                idle.append(try await MariaDBConnection.connect(to: server.configuration))
                busy.append(try await MariaDBConnection.connect(to: server.configuration))
            }
            let calls = busy.map { connection in Task { try await connection.execute("DO SLEEP(600)") } }
            #expect(
                try await eventually {
                    try await watcher.fetchOne(
                        "SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User sleep'", as: Int.self) == 10
                })
            await server.kill()
            for call in calls {
                let error = await #expect(throws: MariaDBError.self) { try await call.value }
                #expect(error?.code == .connectionLost && error?.outcomeUnknown == true)
            }
            try await server.restart()
            for connection in idle {
                let error = await #expect(throws: MariaDBError.self) { try await connection.ping() }
                #expect(error?.code == .connectionLost)
            }
            try await MariaDBConnection.withConnection(to: server.configuration) { try await $0.ping() }
        }
    }

    @Test("that kills a connection between two statements of a transaction: the second throws, and nothing runs outside of it")
    func killedInTransaction() async throws {
        try await withTestDatabase { configuration in
            let watcher = try await MariaDBConnection.connect(to: configuration)
            try await watcher.execute("CREATE TABLE t (n INT)")
            let connection = try await MariaDBConnection.connect(to: configuration)
            try await connection.begin()
            try await connection.execute("INSERT INTO t VALUES (1)")
            try await watcher.execute("KILL CONNECTION \(unsafeSQL: "\(connection.connectionID)")")
            for number in 2...4 {
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.execute("INSERT INTO t VALUES (\(number))")
                }
                #expect(error?.isConnectionLost == true)
            }
            let commit = await #expect(throws: MariaDBError.self) { try await connection.commit() }
            #expect(commit?.code == .connectionClosed)
            let count = try await watcher.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
            #expect(count == 0)
            await watcher.close()
        }
    }

    @Test("that takes only small packets: what is too large is refused before it is sent, and the connection goes on")
    func smallPackets() async throws {
        let limit = 1 << 20
        try await MariaDBServer.withServer(.init(arguments: ["--max-allowed-packet=\(limit)"])) { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                let large = String(repeating: "x", count: limit)
                let attempts: [@Sendable () async throws -> Void] = [
                    { try await connection.execute("SELECT LENGTH('\(unsafeSQL: large)')") },
                    { try await connection.execute("SELECT LENGTH(\(large))") },
                    { try await connection.withRows("SELECT LENGTH(\(large))") { for try await _ in $0 {} } },
                    { _ = try await connection.prepare("SELECT LENGTH('\(unsafeSQL: large)')") },
                    { try await connection.withServerCursor("SELECT LENGTH(\(large))") { _ in } },
                    {
                        let results = try await connection.pipeline { pipeline in
                            pipeline.execute("DO 1")
                            pipeline.execute("DO LENGTH(\(large))")
                            pipeline.execute("DO LENGTH('\(unsafeSQL: large)')")
                            pipeline.execute("DO 2")
                        }
                        for index in [0, 3] { _ = try results[index].get() }
                        #expect(throws: MariaDBError.self) { try results[1].get() }
                        _ = try results[2].get()
                    },
                ]
                for attempt in attempts {
                    let error = await #expect(throws: MariaDBError.self) { try await attempt() }
                    #expect(
                        error?.code == .packetTooLarge && error?.outcomeUnknown == false, "\(String(describing: error?.code))")
                    try await connection.ping()
                }
                // Up to the limit everything works; around it, it works or is refused, and the connection is never lost.
                for size in [limit - 1000, limit - 100] + (limit - 40..<limit).map({ $0 }) {
                    let text = String(repeating: "y", count: size - 25)
                    do {
                        let length = try await connection.fetchOne("SELECT LENGTH(\(text))", as: Int.self)
                        #expect(length == size - 25)
                    } catch let error as MariaDBError {
                        #expect(error.code == .packetTooLarge && size > limit - 60, "\(size)")
                    }
                    try await connection.execute("DO LENGTH('\(unsafeSQL: String(text.dropLast(20)))')")
                }
            }
        }
    }

    @Test("that has all its connections, or is read-only, says so in a typed error")
    func refusals() async throws {
        try await MariaDBServer.withServer(.init(arguments: ["--max-connections=10", "--extra-max-connections=1"])) { server in
            let first = try await MariaDBConnection.connect(to: server.configuration)
            try await first.execute("CREATE DATABASE d")
            try await first.execute("CREATE TABLE d.t (n INT)")
            try await first.execute("CREATE USER app")
            try await first.execute("GRANT ALL ON d.* TO app")
            try await first.execute("SET GLOBAL read_only = 1")
            var configuration = server.configuration
            configuration.user = "app"
            var open: [MariaDBConnection] = []
            let writer = try await MariaDBConnection.connect(to: configuration)
            let error = await #expect(throws: MariaDBError.self) { try await writer.execute("INSERT INTO d.t VALUES (1)") }
            #expect(error?.code == .server && error?.number == 1290 && error?.outcomeUnknown == false)
            try await writer.ping()

            var refusal: MariaDBError?
            while refusal == nil, open.count < 20 {
                do throws(MariaDBError) {
                    open.append(try await Self.connect(configuration))
                } catch {
                    refusal = error
                }
            }
            #expect(refusal?.code == .tooManyConnections && refusal?.number == 1040, "\(String(describing: refusal))")
            for connection in open { await connection.close() }
            #expect(try await eventually { (try? await Self.connect(configuration)) != nil })
        }
    }

    private static func connect(_ configuration: MariaDBConfiguration) async throws(MariaDBError) -> MariaDBConnection {
        do {
            return try await MariaDBConnection.connect(to: configuration)
        } catch {
            throw error as? MariaDBError ?? MariaDBError(code: .client, message: "\(error)")
        }
    }
}
