import MariaDB
import MariaDBTesting
import Testing

@Suite("A login that is refused")
struct LoginFailureTests {
    private func failure(_ configuration: MariaDBConfiguration) async throws -> MariaDBError {
        let error = try #require(
            await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) })
        var dumped = ""
        dump(error, to: &dumped)
        for text in ["\(error)", String(reflecting: error), dumped] { #expect(!text.contains("hunter2")) }
        return error
    }

    @Test("says why by its code")
    func codes() async throws {
        try await MariaDBServer.withServer(.init(tcp: true)) { server in
            let root = try await MariaDBConnection.connect(to: server.configuration)
            for statement in [
                "CREATE USER locked@'%' IDENTIFIED BY 'hunter2' ACCOUNT LOCK",
                "CREATE USER encrypted@'%' IDENTIFIED BY 'hunter2' REQUIRE SSL",
                "CREATE USER single@'%' IDENTIFIED BY 'hunter2' WITH MAX_USER_CONNECTIONS 1",
                "CREATE USER app@'%' IDENTIFIED BY 'hunter2'",
            ] {
                try await root.execute(MariaDBQuery(unsafeSQL: statement))
            }
            var configuration = try #require(server.tcpConfiguration)
            configuration.password = "hunter2"
            let single = try await connected("single", configuration)
            for (user, code, number) in [
                ("locked", MariaDBError.Code.accountLocked, 4151), ("encrypted", .accessDenied, 1045),
                ("nobody", .accessDenied, 1045),
                ("single", .userLimitReached, 1226),
            ] {
                configuration.user = user
                let error = try await failure(configuration)
                #expect(error.code == code && error.number == number, "\(error)")
            }
            await single.close()

            configuration.user = "app"
            try await root.execute("SET GLOBAL max_connections = 10")
            var connections: [MariaDBConnection] = []
            var full: MariaDBError?
            while full == nil, connections.count < 20 {
                do {
                    connections.append(try await MariaDBConnection.connect(to: configuration))
                } catch let error as MariaDBError {
                    full = error
                }
            }
            #expect(full?.code == .tooManyConnections && full?.number == 1040)
            for connection in connections { await connection.close() }
            await root.close()
        }
        // Its users of 127.0.0.1 are gone, and `%` has none.
        try await MariaDBServer.withServer(.init(tcp: true)) { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { root in
                try await root.execute("DELETE FROM mysql.global_priv WHERE Host <> 'localhost'")
                try await root.execute("FLUSH PRIVILEGES")
            }
            let error = try await failure(try #require(server.tcpConfiguration))
            #expect(error.code == .hostNotAllowed && error.number == 1130, "\(error)")
        }
    }

    @Test("for an expired password can be let in to change it")
    func expired() async throws {
        try await MariaDBServer.withServer { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { root in
                try await root.execute("CREATE USER app@'%' IDENTIFIED BY 'hunter2' PASSWORD EXPIRE")
                // Let in to change it, and nothing else.
                var configuration = server.configuration
                (configuration.user, configuration.password) = ("app", "hunter2")
                try await MariaDBConnection.withConnection(to: configuration) { connection in
                    let error = await #expect(throws: MariaDBError.self) { try await connection.execute("DO 1") }
                    #expect(error?.code == .passwordExpired && error?.number == 1820)
                }
                try await root.execute("SET GLOBAL disconnect_on_expired_password = 1")
                let error = try await failure(configuration)
                #expect(error.code == .passwordExpired && error.number == 1862)
                configuration.allowsExpiredPassword = true
                try await MariaDBConnection.withConnection(to: configuration) { connection in
                    try await connection.execute("SET PASSWORD = PASSWORD('hunter3')")
                    try await connection.execute("DO 1")
                }
                configuration.allowsExpiredPassword = false
                configuration.password = "hunter3"
                try await MariaDBConnection.withConnection(to: configuration) { try await $0.ping() }
            }
        }
    }

    private func connected(_ user: String, _ configuration: MariaDBConfiguration) async throws -> MariaDBConnection {
        var configuration = configuration
        configuration.user = user
        return try await MariaDBConnection.connect(to: configuration)
    }
}
