import MariaDB
import MariaDBTesting
import Testing

@Suite("A connection that breaks")
struct FaultTests {
    @Test("mid-query, because the server was killed, is a typed error, and the connection is over")
    func serverKilled() async throws {
        for query: MariaDBQuery in ["SELECT SLEEP(30)", "SELECT SLEEP(\(30))"] {
            try await MariaDBServer.withServer { server in
                let connection = try await MariaDBConnection.connect(to: server.configuration)
                let watcher = try await MariaDBConnection.connect(to: server.configuration)
                let running = Task { try await connection.execute(query) }
                #expect(try await isSleeping(connection, watcher))
                await server.kill()
                let error = await #expect(throws: MariaDBError.self) { try await running.value }
                #expect(error?.code == .connectionLost && error?.isConnectionLost == true)
                #expect(error?.number == 2013)
                let next = await #expect(throws: MariaDBError.self) { try await connection.ping() }
                #expect(next?.code == .connectionClosed)
                await connection.close()
                let again = await #expect(throws: MariaDBError.self) {
                    try await MariaDBConnection.connect(to: server.configuration)
                }
                #expect(again?.code == .connectFailed)
            }
        }
    }

    @Test("because it was killed at the server is a typed error; a killed query is not the end")
    func killed() async throws {
        let configuration = try await MariaDBServer.sharedConfiguration()
        let watcher = try await MariaDBConnection.connect(to: configuration)
        for query: MariaDBQuery in ["SELECT SLEEP(30), NOW()", "SELECT SLEEP(\(30)), NOW()"] {
            let connection = try await MariaDBConnection.connect(to: configuration)
            let id = "\(connection.connectionID)"
            let sleeping = Task { try await connection.fetchAll(query) }
            #expect(try await isSleeping(connection, watcher))
            try await watcher.execute("KILL QUERY \(unsafeSQL: id)")
            // MariaDB answers a killed SLEEP with the value 1, or with error 1317.
            switch await sleeping.result {
            case .success(let rows): #expect(try rows.first?.decode(Int.self, at: 0) == 1)
            case .failure(let error): #expect((error as? MariaDBError)?.number == 1317)
            }
            try await connection.ping()

            let killed = Task { try await connection.execute(query) }
            #expect(try await isSleeping(connection, watcher))
            try await watcher.execute("KILL \(unsafeSQL: id)")
            let error = await #expect(throws: MariaDBError.self) { try await killed.value }
            #expect(error?.isConnectionLost == true)
            #expect(await !connection.isOpen)
        }
        await watcher.close()
    }

    @Test("while idle is found by the next call")
    func idleTimeout() async throws {
        let configuration = try await MariaDBServer.sharedConfiguration()
        let watcher = try await MariaDBConnection.connect(to: configuration)
        let connection = try await MariaDBConnection.connect(to: configuration)
        try await connection.execute("SET SESSION wait_timeout = 1")
        #expect(try await eventually { try await !isListed(connection.connectionID, watcher) })
        let error = await #expect(throws: MariaDBError.self) { try await connection.fetchAll("SELECT \(1)") }
        #expect(error?.code == .connectionLost)
        await watcher.close()
    }

    @Test("is closed at the server soon after it was let go without close")
    func letGo() async throws {
        let configuration = try await MariaDBServer.sharedConfiguration()
        let watcher = try await MariaDBConnection.connect(to: configuration)
        var connection: MariaDBConnection? = try await MariaDBConnection.connect(to: configuration)
        let id = try #require(connection?.connectionID)
        try await connection?.ping()
        #expect(try await isListed(id, watcher))
        connection = nil
        #expect(try await eventually(within: .seconds(1)) { try await !isListed(id, watcher) })
        await watcher.close()
    }

    private func isListed(_ id: UInt64, _ watcher: MariaDBConnection) async throws -> Bool {
        try await !watcher.fetchAll("SELECT 1 FROM information_schema.processlist WHERE id = \(id)").isEmpty
    }

    private func isSleeping(_ connection: MariaDBConnection, _ watcher: MariaDBConnection) async throws -> Bool {
        try await eventually {
            try await !watcher.fetchAll(
                "SELECT 1 FROM information_schema.processlist WHERE id = \(connection.connectionID) AND state = 'User sleep'"
            ).isEmpty
        }
    }
}
