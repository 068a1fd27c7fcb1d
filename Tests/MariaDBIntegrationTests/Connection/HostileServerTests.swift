import MariaDB
import MariaDBTesting
import Testing

@Suite("A hostile server")
struct HostileServerTests {
    @Test("gets no password in clear, however it asks", arguments: ["mysql_clear_password", "dialog", "mysql_old_password"])
    func clearPassword(plugin: String) async throws {
        let scripts: [[FakeServer.Step]] = [
            [.greet(.init(plugin: plugin)), .expect(.login), .send(.ok), .silence],
            [.greet(), .expect(.login), .send(.authenticationSwitch(to: plugin)), .expect(.anything), .send(.ok), .silence],
        ]
        for script in scripts {
            try await FakeServer.withServer(script) { server in
                var configuration = server.configuration
                configuration.connectTimeout = .seconds(2)
                do {
                    try await MariaDBConnection.connect(to: configuration).close()
                } catch let error as MariaDBError {
                    #expect(error.code == .authenticationNotAllowed, "\(error)")
                }
                #expect(!server.hasReceived("hunter2"))
            }
        }
    }

    @Test("gets no RSA-wrapped password either: over TCP caching_sha2_password is not allowed without TLS")
    func fullSHA2() async throws {
        let script: [FakeServer.Step] = [
            .greet(), .expect(.login), .send(.authenticationSwitch(to: "caching_sha2_password")), .expect(.anything), .silence,
        ]
        try await FakeServer.withServer(script) { server in
            var configuration = server.configuration
            configuration.connectTimeout = .seconds(2)
            let error = await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) }
            #expect(error?.code == .authenticationNotAllowed)
            #expect(!server.hasReceived("hunter2"))
        }
    }

    @Test("gets no file: a request for one is refused, whatever the statement")
    func localInfile() async throws {
        let script: [FakeServer.Step] = [
            .login(), .expect(.query("LOAD DATA")), .send(.localInfile(#filePath)), .expect(.anything), .send(.ok), .silence,
        ]
        try await FakeServer.withServer(script) { server in
            let connection = try await MariaDBConnection.connect(to: server.configuration)
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.execute("LOAD DATA LOCAL INFILE 'x' INTO TABLE t")
            }
            #expect(error?.code == .client, "\(String(describing: error))")
            await connection.close()
            #expect(!server.hasReceived("A hostile server"))
        }
    }
}
