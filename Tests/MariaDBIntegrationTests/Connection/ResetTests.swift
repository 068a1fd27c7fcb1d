import MariaDB
import MariaDBTesting
import Testing

@Suite("Resetting a connection")
struct ResetTests {
    @Test("leaves nothing of the session, and what the configuration asks for")
    func leavesNothing() async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.sessionTracking = MariaDBSessionTracking(variables: ["sql_mode"], transaction: true)
            try await MariaDBConnection.withConnection(to: configuration) { (connection: MariaDBConnection) async throws in
                let number = connection.connectionID
                try await connection.execute("CREATE TABLE t (a INT) ENGINE = InnoDB")
                for _ in 0..<3 {
                    try await connection.execute("SET @a = 1, sql_mode = '', time_zone = '+01:00', NAMES latin1")
                    try await connection.execute("CREATE TEMPORARY TABLE mine (a INT)")
                    try await connection.execute("SELECT GET_LOCK('l', 0)")
                    try await connection.begin()
                    try await connection.execute("INSERT INTO t VALUES (1)")
                    try await connection.select(database: "mysql")

                    try await connection.reset()
                    let state = await connection.sessionState
                    #expect(state.database == configuration.database)
                    #expect(state.variables == [:] && !state.isInTransaction && state.isAutocommit)
                    #expect(state.transaction?.isOpen == false)
                    let left = try await connection.fetchOne(
                        "SELECT @a, @@sql_mode = @@global.sql_mode, @@time_zone, @@character_set_client, IS_USED_LOCK('l'), DATABASE()",
                        as: (String?, Int, String, String, Int?, String?).self)
                    #expect(left == (nil, 1, "SYSTEM", "utf8mb4", nil, configuration.database))
                    #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 0)
                    let missing = await #expect(throws: MariaDBError.self) { try await connection.execute("SELECT * FROM mine") }
                    #expect(missing?.number == 1146)
                }
                // The server forgets what it was to report as well.
                try await connection.execute("SET sql_mode = ''")
                #expect(await connection.sessionState.variables == ["sql_mode": ""])
                #expect(connection.connectionID == number)
            }
        }
    }

    @Test("prepares statements anew, those that are held too, and leaves none at the server")
    func statements() async throws {
        try await withTestConnection { (connection: MariaDBConnection) async throws in
            let held = try await connection.prepare("SELECT ? + 1")
            for _ in 0..<3 {
                #expect(try await held.fetchAll(1, as: Int.self) == [2])
                #expect(try await connection.fetchOne("SELECT \(1) + 2", as: Int.self) == 3)
                try await connection.reset()
            }
            let mine = try await connection.fetchOne("SELECT \(1) + 4", as: Int.self)
            #expect(mine == 5)
            // One in the cache and one held, of which the last reset has left none.
            let status = try await connection.fetchOne("SHOW SESSION STATUS LIKE 'Com_stmt_prepare'", as: (String, String).self)
            #expect(status.1 == "1", "\(status)")
        }
    }

    @Test("ends server cursors, and says so")
    func cursor() async throws {
        try await withTestConnection { (connection: MariaDBConnection) async throws in
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.withServerCursor("SELECT seq FROM seq_1_to_100", prefetch: 10) { rows in
                    var iterator = rows.makeAsyncIterator()
                    _ = try await iterator.next()
                    try await connection.reset()
                    while try await iterator.next() != nil {}
                }
            }
            #expect(error?.code == .cursorClosed)
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test("takes a new login where a default database was chosen and there is to be none")
    func noDatabase() async throws {
        var configuration = try await MariaDBServer.sharedConfiguration()
        configuration.database = nil
        try await MariaDBConnection.withConnection(to: configuration) { (connection: MariaDBConnection) async throws in
            try await connection.execute("USE information_schema")
            try await connection.execute("SET @a = 1")
            try await connection.reset()
            let state = try await connection.fetchOne(
                "SELECT DATABASE(), @a, @@character_set_client", as: (String?, String?, String).self)
            #expect(state == (nil, nil, "utf8mb4"))
            #expect(await connection.sessionState.database == nil)
        }
    }

    @Test("keeps another user, and the database of that login")
    func changedUser() async throws {
        try await MariaDBServer.withServer { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { (connection: MariaDBConnection) async throws in
                try await connection.execute("CREATE USER app@'%' IDENTIFIED BY 'hunter2'")
                try await connection.execute("GRANT ALL ON *.* TO app@'%'")
                try await connection.changeUser(to: MariaDBCredentials(user: "app", password: "hunter2"), database: "mysql")
                try await connection.execute("USE information_schema")
                try await connection.reset()
                let who = try await connection.fetchOne("SELECT USER() LIKE 'app@%', DATABASE()", as: (Bool, String).self)
                #expect(who == (true, "mysql"))
                try await connection.changeUser(to: MariaDBCredentials(user: "app", password: "hunter2"))
                try await connection.execute("USE information_schema")
                // Only by a new login, with the password of the new user.
                try await connection.reset()
                let again = try await connection.fetchOne("SELECT USER() LIKE 'app@%', DATABASE()", as: (Bool, String?).self)
                #expect(again == (true, nil))
            }
        }
    }

    @Test("is refused inside withTransaction, which goes on, and so is a change of the user")
    func transaction() async throws {
        try await withTestDatabase { configuration in
            try await MariaDBConnection.withConnection(to: configuration) { (connection: MariaDBConnection) async throws in
                try await connection.execute("CREATE TABLE t (a INT) ENGINE = InnoDB")
                let user = MariaDBCredentials(user: configuration.user, password: configuration.password)
                try await connection.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                    let reset = await #expect(throws: MariaDBError.self) { try await connection.reset() }
                    #expect(reset?.code == .invalidTransaction)
                    let change = await #expect(throws: MariaDBError.self) { try await connection.changeUser(to: user) }
                    #expect(change?.code == .invalidTransaction)
                    try await transaction.withTransaction { inner in
                        try await inner.withConnection { connection in
                            let reset = await #expect(throws: MariaDBError.self) { try await connection.reset() }
                            #expect(reset?.code == .invalidTransaction)
                        }
                    }
                    let still = await #expect(throws: MariaDBError.self) { try await connection.reset() }
                    #expect(still?.code == .invalidTransaction)
                }
                #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 1)
                try await connection.reset()
                // One begun by hand is nobody's but the caller's.
                try await connection.begin()
                try await connection.execute("INSERT INTO t VALUES (2)")
                let inner = await #expect(throws: MariaDBError.self) {
                    try await connection.withTransaction { _ in try await connection.reset() }
                }
                #expect(inner?.code == .invalidTransaction)
                try await connection.reset()
                #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 1)
                try await connection.withTransaction { try await $0.execute("INSERT INTO t VALUES (3)") }
                #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 2)
            }
        }
    }

    @Test("is refused while rows are read, and after the end")
    func busy() async throws {
        try await withTestConnection { (connection: MariaDBConnection) async throws in
            try await connection.withRows("SELECT seq FROM seq_1_to_100000") { rows in
                let error = await #expect(throws: MariaDBError.self) { try await connection.reset() }
                #expect(error?.code == .connectionBusy)
                var count = 0
                for try await _ in rows { count += 1 }
                #expect(count == 100_000)
            }
            try await connection.reset()
            await connection.close()
            let closed = await #expect(throws: MariaDBError.self) { try await connection.reset() }
            #expect(closed?.code == .connectionClosed)
        }
    }

    @Test("does not begin in a task that is cancelled, nor after its deadline")
    func cancelled() async throws {
        try await withTestConnection { (connection: MariaDBConnection) async throws in
            try await connection.execute("SET @a = 1")
            let task = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                try await connection.reset()
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            let late = await #expect(throws: MariaDBError.self) {
                try await MariaDBDeadline.within(.zero) { try await connection.reset() }
            }
            #expect(late?.code == .waitTimeout)
            #expect(try await connection.fetchOne("SELECT @a", as: Int.self) == 1)
        }
    }

    @Test("runs the initial statements and the hook of a client again, and costs no second reset")
    func pooled() async throws {
        try await withTestClient(
            1,
            {
                $0.initialStatements = ["SET @first = 5"]
                $0.onConnect = { connection in
                    // Must not go round for ever.
                    try await connection.reset()
                    try await connection.execute("SET @second = 6")
                }
            }
        ) { client in
            try await client.withConnection { (connection: MariaDBConnection) async throws in
                try await connection.execute("SET @first = 7, @second = 8, @third = 9")
                try await connection.reset()
                let values = try await connection.fetchOne("SELECT @first, @second, @third", as: (Int, Int, Int?).self)
                #expect(values == (5, 6, nil))
                _ = try await connection.fetchOne("SELECT \(1)", as: Int.self)
            }
            try await client.withConnection { (connection: MariaDBConnection) async throws in
                _ = try await connection.fetchOne("SELECT \(1)", as: Int.self)
                let prepared = try await connection.fetchOne("SHOW STATUS LIKE 'Com_stmt_prepare'", as: (String, String).self).1
                #expect(prepared == "1", "the connection was reset once more when it came back")
            }
        }
    }

    @Test("takes a new login where the server knows no reset")
    func oldServer() async throws {
        let script: [FakeServer.Step] = [
            .login(), .answer(to: "SET NAMES", with: .ok), .expect(.command), .send(.error(1047, "Unknown command")),
            .expect(.command), .send(.ok), .expect(.ping), .send(.ok),
        ]
        try await FakeServer.withServer(script) { server in
            let connection = try await MariaDBConnection.connect(to: server.configuration)
            try await connection.reset()
            try await connection.ping()
            #expect(server.surprises == [])
            await connection.close()
        }
    }

    @Test("that fails halfway closes the connection")
    func halfway() async throws {
        let script: [FakeServer.Step] = [
            .login(), .expect(.command), .send(.ok), .expect(.query("SET NAMES")), .send(.error(1064, "no")), .expect(.quit),
        ]
        try await FakeServer.withServer(script) { server in
            let connection = try await MariaDBConnection.connect(to: server.configuration)
            let error = await #expect(throws: MariaDBError.self) { try await connection.reset() }
            #expect(error?.number == 1064)
            #expect(await !connection.isOpen)
        }
    }
}
