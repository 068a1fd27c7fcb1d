import MariaDB
import MariaDBTesting
import Testing

@Suite("Changing the user")
struct ChangeUserTests {
    private func withServer(_ body: (MariaDBConfiguration) async throws -> Void) async throws {
        try await MariaDBServer.withServer { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { root in
                try await root.execute("CREATE DATABASE shop")
                try await root.execute("CREATE TABLE shop.t (id INT)")
                try await root.execute("CREATE USER app@'%' IDENTIFIED BY 'hunter2'")
                try await root.execute("GRANT ALL ON shop.* TO app@'%'")
            }
            var configuration = server.configuration
            configuration.database = "shop"
            try await body(configuration)
        }
    }

    private let app = MariaDBCredentials(user: "app", password: "hunter2")

    @Test("leaves nothing of the session before, and statements that still work")
    func session() async throws {
        try await withServer { configuration in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                let held = try await connection.prepare("SELECT CONCAT(CURRENT_USER(), ?)")
                #expect(try await held.fetchAll("!", as: String.self) == ["root@localhost!"])
                #expect(try await connection.fetchOne("SELECT \(1) + 1", as: Int.self) == 2)
                try await connection.execute("SET @a = 1, NAMES latin1")
                try await connection.execute("CREATE TEMPORARY TABLE mine (id INT)")
                try await connection.begin()
                try await connection.execute("INSERT INTO t VALUES (1)")
                try await connection.select(database: "mysql")
                let number = connection.connectionID

                for _ in 0..<3 {
                    try await connection.changeUser(to: app)
                    #expect(try await held.fetchAll("!", as: String.self) == ["app@%!"])
                    #expect(try await connection.fetchOne("SELECT \(1) + 1", as: Int.self) == 2)
                }
                let state = try await connection.fetchOne(
                    "SELECT @a, DATABASE(), @@character_set_client, CONNECTION_ID(), (SELECT COUNT(*) FROM t)",
                    as: (String?, String?, String, UInt64, Int).self)
                #expect(state == (nil, "shop", "utf8mb4", number, 0))
                await #expect(throws: MariaDBError.self) { try await connection.execute("SELECT * FROM mine") }
                #expect(await !connection.isInTransaction)

                try await connection.changeUser(to: MariaDBCredentials(user: "root", password: ""), database: "mysql")
                #expect(try await connection.fetchOne("SELECT DATABASE()", as: String.self) == "mysql")
                let left = try await connection.fetchOne("SHOW STATUS LIKE 'Prepared_stmt_count'", as: (String, String).self).1
                #expect(left == "0", "statements of the users before are left at the server")
            }
        }
    }

    @Test("that is refused closes the connection, by its code", arguments: ["app", "nobody"])
    func refused(user: String) async throws {
        try await withServer { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration)
            let held = try await connection.prepare("SELECT ?")
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.changeUser(to: MariaDBCredentials(user: user, password: "hunter3"))
            }
            #expect(error?.code == .accessDenied && error?.number == 1045, "\(String(describing: error))")
            #expect(!String(reflecting: error).contains("hunter3"))
            #expect(await !connection.isOpen)
            let closed = await #expect(throws: MariaDBError.self) { try await held.fetchAll(1) }
            #expect(closed?.code == .connectionClosed)
        }
    }

    @Test("with a name that can not be sent changes nothing")
    func invalid() async throws {
        try await withServer { configuration in
            try await MariaDBConnection.withConnection(to: configuration) { (connection: MariaDBConnection) async throws in
                for credentials in [MariaDBCredentials(user: "", password: ""), MariaDBCredentials(user: "a\0b", password: "")] {
                    let error = await #expect(throws: MariaDBError.self) { try await connection.changeUser(to: credentials) }
                    #expect(error?.code == .invalidConfiguration)
                }
                #expect(try await connection.fetchOne("SELECT CURRENT_USER()", as: String.self) == "root@localhost")
            }
        }
    }

    @Test("keeps a statement of the new user stoppable")
    func cancellation() async throws {
        try await withServer { configuration in
            var configuration = configuration
            // A KILL by the right user comes late on a busy machine; one by the wrong user never does.
            configuration.cancellationGracePeriod = .seconds(60)
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await connection.changeUser(to: app)
                let sleeping = Task { try await connection.execute("DO SLEEP(60)") }
                try await MariaDBConnection.withConnection(to: configuration) { (root: MariaDBConnection) async throws in
                    let running =
                        "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'DO SLEEP%' AND USER = 'app'"
                    #expect(
                        try await eventually {
                            try await root.fetchOne(MariaDBQuery(unsafeSQL: running), as: Int.self) == 1
                        })
                }
                sleeping.cancel()
                await #expect(throws: CancellationError.self) { try await sleeping.value }
                #expect(await connection.isOpen, "the KILL came from the wrong user, so the socket was shut down")
            }
        }
    }

    /// The server kept the role of the user before.
    @Test("takes no role along")
    func role() async throws {
        try await withServer { configuration in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await connection.execute("CREATE ROLE writer")
                try await connection.execute("SET ROLE writer")
                try await connection.changeUser(to: app)
                let isNone = try await connection.fetchOne("SELECT CURRENT_ROLE() IS NULL", as: Bool.self)
                #expect(isNone)
            }
        }
    }

    @Test("sends the password to no plugin that connecting would not")
    func hostile() async throws {
        let script: [FakeServer.Step] = [
            .login(), .expect(.query("SET ROLE NONE")), .send(.ok),
            .expect(.command), .send(.authenticationSwitch(to: "mysql_clear_password")), .expect(.anything), .silence,
        ]
        try await FakeServer.withServer(script) { server in
            let connection = try await MariaDBConnection.connect(to: server.configuration)
            let error = await #expect(throws: MariaDBError.self) { try await connection.changeUser(to: app) }
            #expect(error?.code == .authenticationNotAllowed, "\(String(describing: error))")
            #expect(!server.hasReceived("hunter2"))
            await connection.close()
        }
    }
}
