import MariaDB
import MariaDBTesting
import Synchronization
import Testing

@Suite("Credentials that are asked for")
struct CredentialsTests {
    @Test("are asked for at each connect, and used")
    func rotating() async throws {
        try await MariaDBServer.withServer { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { root in
                try await root.execute("CREATE USER app@'%' IDENTIFIED BY 'token-1'")
                let asked = Atomic(0)
                var configuration = server.configuration
                configuration.password = "never used"
                configuration.credentials = {
                    let number = asked.wrappingAdd(1, ordering: .relaxed).newValue
                    return MariaDBCredentials(user: "app", password: MariaDBSecret("token-\(number)"))
                }
                for next in 2...4 {
                    try await MariaDBConnection.withConnection(to: configuration) {
                        (connection: MariaDBConnection) async throws in
                        #expect(try await connection.fetchOne("SELECT CURRENT_USER()", as: String.self) == "app@%")
                    }
                    try await root.execute("ALTER USER app@'%' IDENTIFIED BY \(unsafeSQL: "'token-\(next)'")")
                }
                #expect(asked.load(ordering: .relaxed) == 3)
            }
        }
    }

    @Test("are asked for again by what stops a statement: those from connecting may be good no longer")
    func cancellation() async throws {
        try await MariaDBServer.withServer { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { root in
                try await root.execute("CREATE USER app@'%' IDENTIFIED BY 'token-1'")
                let asked = Atomic(0)
                var configuration = server.configuration
                configuration.credentials = {
                    let number = asked.wrappingAdd(1, ordering: .relaxed).newValue
                    return MariaDBCredentials(user: "app", password: MariaDBSecret("token-\(number)"))
                }
                let connection = try await MariaDBConnection.connect(to: configuration)
                try await root.execute("ALTER USER app@'%' IDENTIFIED BY 'token-2'")
                let sleeping = Task { try await connection.execute("DO SLEEP(60)") }
                #expect(
                    try await eventually {
                        try await root.fetchOne(
                            "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'DO SLEEP%'", as: Int.self) == 1
                    })
                sleeping.cancel()
                await #expect(throws: CancellationError.self) { try await sleeping.value }
                #expect(await connection.isOpen, "the KILL was not allowed in, so the socket was shut down")
                await connection.close()
            }
        }
    }

    @Test("that do not come are a typed error with theirs in it, within the connect time-out")
    func failures() async throws {
        struct VaultIsSealed: Error {}
        var configuration = MariaDBConfiguration(host: "127.0.0.1", port: 1, user: "app")
        configuration.credentials = { throw VaultIsSealed() }
        let error = await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) }
        #expect(error?.code == .credentialsUnavailable && error?.underlying is VaultIsSealed)
        #expect(error?.file == "MariaDBIntegrationTests/CredentialsTests.swift")

        configuration.credentials = { MariaDBCredentials(user: "", password: "hunter2") }
        let empty = await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) }
        #expect(empty?.code == .invalidConfiguration)

        // One that does not look at its cancellation.
        let (gate, opener) = AsyncStream<Void>.makeStream()
        configuration.connectTimeout = .milliseconds(100)
        configuration.credentials = {
            await Task.detached { for await _ in gate {} }.value
            return MariaDBCredentials(user: "app", password: "hunter2")
        }
        let late = await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) }
        #expect(late?.code == .connectTimeout)
        opener.finish()
    }

    @Test("are not waited for when the task is cancelled")
    func cancelled() async throws {
        let (gate, opener) = AsyncStream<Void>.makeStream()
        let (asked, asking) = AsyncStream<Void>.makeStream()
        var configuration = MariaDBConfiguration(host: "127.0.0.1", port: 1, user: "app")
        configuration.credentials = {
            asking.finish()
            await Task.detached { for await _ in gate {} }.value
            return MariaDBCredentials(user: "app", password: "hunter2")
        }
        let attempt = Task { [configuration] in try await MariaDBConnection.connect(to: configuration) }
        for await _ in asked {}
        attempt.cancel()
        await #expect(throws: CancellationError.self) { try await attempt.value }
        opener.finish()
    }

    @Test("keep a configuration comparable: copies are equal")
    func equality() {
        var one = MariaDBConfiguration(host: "db", user: "app")
        one.credentials = { MariaDBCredentials(user: "app", password: "hunter2") }
        let copy = one
        #expect(one == copy && Set([one, copy]).count == 1)
        one.credentials = { MariaDBCredentials(user: "app", password: "hunter2") }
        #expect(one != copy)
        one.credentials = nil
        #expect(one == MariaDBConfiguration(host: "db", user: "app"))
    }
}
