import MariaDB
import MariaDBTesting
import StateLocks
import Synchronization
import Testing

@Suite("A client")
struct ClientTests {
    struct Item: Decodable { var id: Int }

    @Test("has the verbs of a connection, and so has a transaction")
    func verbs() async throws {
        func useAll(_ database: some MariaDBQuerying) async throws {
            try await database.execute("TRUNCATE t")
            #expect(try await database.execute("INSERT INTO t VALUES (1), (2)").affectedRows == 2)
            #expect(try await database.fetchAll("SELECT id FROM t").count == 2)
            #expect(try await database.fetchAll("SELECT id FROM t WHERE id > \(1)", as: Int.self) == [2])
            #expect(try await database.fetchFirst("SELECT id FROM t WHERE id > 5", as: Int.self) == nil)
            #expect(try await database.fetchOne("SELECT id FROM t WHERE id = 1", as: Item.self).id == 1)
            let streamed = try await database.withRows("SELECT id FROM t ORDER BY id") { rows in
                var ids: [Int] = []
                for try await row in rows { ids.append(try row.decode(Int.self)) }
                return ids
            }
            #expect(streamed == [1, 2])
            try await database.withCursor { cursor in
                try await cursor.execute("SELECT id FROM t ORDER BY id")
                #expect(try await cursor.fetchOne(as: Int.self) == 1)
            }
            #expect(try await database.withConnection(file: #fileID, line: #line) { $0.connectionID } > 0)
        }
        try await withTestClient(2) { client in
            try await client.execute("CREATE TABLE t (id INT)")
            try await useAll(client)
            try await client.withConnection { try await useAll($0) }
            try await client.withTransaction { try await useAll($0) }
        }
    }

    @Test("keeps to its bounds with a thousand tasks, and gives each its own answer")
    func bounds() async throws {
        try await MariaDBServer.withServer { server in
            var configuration = MariaDBClient.Configuration(server.configuration)
            configuration.minimumConnections = 2
            configuration.maximumConnections = 5
            try await MariaDBClient.withClient(configuration) { client in
                try await MariaDBConnection.withConnection(to: server.configuration) { watcher in
                    let isDone = Atomic(false)
                    async let most = {
                        var most = 0
                        while !isDone.load(ordering: .relaxed) {
                            most = max(most, try await threadsConnected(watcher) - 1)
                        }
                        return most
                    }()
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 0..<1_000 {
                            group.addTask {
                                let answer = try await client.fetchOne("SELECT \(number)", as: Int.self)
                                #expect(answer == number)
                            }
                        }
                        try await group.waitForAll()
                    }
                    isDone.store(true, ordering: .relaxed)
                    #expect(try await (1...5).contains(most))
                    #expect(client.snapshot().idle >= 2 && client.snapshot().inUse == 0)
                }
            }
        }
    }

    @Test("makes ready the connections that are to be kept, without being run")
    func minimum() async throws {
        try await withTestClient(4, { $0.minimumConnections = 3 }) { client in
            _ = try await client.fetchOne("SELECT 1")
            #expect(try await eventually { client.snapshot().idle == 3 })
        }
    }

    /// The server has ended every idle connection: none of the users notices.
    @Test("gives out no connection that the server has ended", arguments: ["kill", "restart"])
    func deadConnections(how: String) async throws {
        try await MariaDBServer.withServer { server in
            try await MariaDBClient.withClient(MariaDBClient.Configuration(server.configuration)) { client in
                for _ in 0..<5 {
                    try await useTen(client)
                    if how == "kill" {
                        try await MariaDBConnection.withConnection(to: server.configuration) { killer in
                            let ids = try await killer.fetchAll(
                                "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID()", as: Int.self)
                            for id in ids {
                                // One may have gone by itself.
                                _ = try? await killer.execute("KILL \(unsafeSQL: "\(id)")")
                            }
                            // The server answers before it has done it.
                            let areGone = try await eventually {
                                try await killer.fetchAll("SELECT id FROM information_schema.processlist", as: Int.self)
                                    .allSatisfy { !ids.contains($0) }
                            }
                            #expect(areGone)
                        }
                    } else {
                        await server.terminate()
                        try await server.restart()
                    }
                    try await useTen(client)
                }
            }
        }
    }

    private func useTen(_ client: MariaDBClient) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<10 {
                group.addTask {
                    let answer = try await client.fetchOne("SELECT \(number)", as: Int.self)
                    #expect(answer == number)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("waits for a server that is not there yet, and serves when it is")
    func serverComesLater() async throws {
        try await MariaDBServer.withServer { server in
            await server.kill()
            try await MariaDBClient.withClient(server.configuration) { client in
                async let answer = client.fetchOne("SELECT 1", as: Int.self)
                #expect(try await eventually { client.snapshot().connectFailures > 0 })
                try await server.restart()
                #expect(try await answer == 1)
            }
        }
    }

    @Test("says at once why no connection can be made, if waiting is of no use")
    func refused() async throws {
        let configuration = try await MariaDBServer.sharedConfiguration()
        var wrong = configuration
        wrong.user = "nobody_of_this_name"
        wrong.password = "secret"
        try await MariaDBClient.withClient(wrong) { client in
            let error = await #expect(throws: MariaDBError.self) { try await client.execute("SELECT 1") }
            #expect(error?.code == .accessDenied)
            #expect(error?.file == #fileID)
        }
    }

    @Test("holds what a user does to its connection by hooks on acquiring and releasing it")
    func hooks() async throws {
        let calls = Mutex<[String]>([])
        struct Refusal: Error {}
        try await withTestClient(
            1,
            { configuration in
                configuration.onAcquire = { _ in calls.withLock { $0.append("acquire") } }
                configuration.onRelease = { connection in
                    calls.withLock { $0.append("release") }
                    if try await connection.fetchOne("SELECT @bad IS NOT NULL", as: Bool.self) { throw Refusal() }
                }
            }
        ) { client in
            let first = try await client.withConnection { $0.connectionID }
            _ = try await client.fetchOne("SELECT 1")
            #expect(calls.withLock { $0 } == ["acquire", "release", "acquire", "release"])
            try await client.execute("SET @bad = 1")
            #expect(try await client.withConnection { $0.connectionID } != first)
        }
    }
}

/// How many connections a server has, the one that asks included.
func threadsConnected(_ connection: MariaDBConnection) async throws -> Int {
    let (_, count) = try await connection.fetchOne("SHOW GLOBAL STATUS LIKE 'Threads_connected'", as: (String, String).self)
    return Int(count) ?? -1
}
