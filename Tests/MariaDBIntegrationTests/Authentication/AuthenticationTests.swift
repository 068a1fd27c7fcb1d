import Foundation
import MariaDB
import MariaDBTesting
import Testing

@Suite("Logging in")
struct AuthenticationTests {
    private func failure(_ configuration: MariaDBConfiguration) async throws -> MariaDBError {
        let error = try #require(
            await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) })
        #expect(!String(reflecting: error).contains("hunter2"))
        return error
    }

    @Test("works with native passwords of any characters, with none, and as the user of the system")
    func native() async throws {
        try await MariaDBServer.withServer(.init(tcp: true)) { server in
            let tcp = try #require(server.tcpConfiguration)
            try await MariaDBConnection.withConnection(to: server.configuration) { root in
                try await root.execute("CREATE USER native@'%' IDENTIFIED BY 'pässwörd ✓ \"\\''")
                try await root.execute("CREATE USER nothing@'%'")
                let user = NSUserName()
                try await root.execute("CREATE OR REPLACE USER \(identifier: user)@localhost IDENTIFIED VIA unix_socket")
            }
            for configuration in [server.configuration, tcp] {
                var configuration = configuration
                (configuration.user, configuration.password) = ("native", "pässwörd ✓ \"'")
                try await MariaDBConnection.withConnection(to: configuration) { connection in
                    try await connection.ping()
                    var dumped = ""
                    dump(connection, to: &dumped)
                    #expect(!dumped.contains("pässwörd") && !String(reflecting: connection).contains("pässwörd"))
                }
                configuration.password = ""
                #expect(try await failure(configuration).number == 1045)
                configuration.user = "nothing"
                try await MariaDBConnection.withConnection(to: configuration) { try await $0.ping() }
                configuration.password = "hunter2"
                #expect(try await failure(configuration).number == 1045)
            }
            var system = server.configuration
            system.user = NSUserName()
            try await MariaDBConnection.withConnection(to: system) { try await $0.ping() }
        }
    }

    @Test(
        "works with ed25519, over every way to the server",
        .enabled(if: ServerPlugins.folder != nil, "the server's plugin auth_ed25519 is not installed; scripts/setup fetches it"))
    func ed25519() async throws {
        let folder = try #require(ServerPlugins.folder)
        try await TestCertificates.with { certificates in
            let arguments = ["--plugin-dir=\(folder)", "--plugin-load-add=auth_ed25519"]
            try await MariaDBServer.withServer(certificates.server(arguments: arguments)) { server in
                try await MariaDBConnection.withConnection(to: server.configuration) { root in
                    _ = try await root.execute("CREATE USER app@'%' IDENTIFIED VIA ed25519 USING PASSWORD('hunter2')")
                }
                let tcp = try #require(server.tcpConfiguration)
                let authority = certificates.file("authority.pem")
                for (base, tls) in [
                    (server.configuration, nil), (tcp, MariaDBTLS.disable), (tcp, .prefer),
                    (tcp, .require(certificateAuthorityFile: authority)),
                ] {
                    var configuration = base
                    (configuration.user, configuration.password, configuration.tls) = ("app", "hunter2", tls)
                    try await MariaDBConnection.withConnection(to: configuration) { connection in
                        try await connection.ping()
                        try await connection.changeUser(to: MariaDBCredentials(user: "app", password: "hunter2"))
                        try await connection.ping()
                    }
                    configuration.password = "wrong"
                    #expect(try await failure(configuration).code == .accessDenied)
                }
            }
        }
    }

    @Test(
        "sends a password in clear only where that is allowed, and nobody can listen",
        arguments: ["mysql_clear_password", "dialog"])
    func cleartext(plugin: String) async throws {
        let question: FakeServer.Message =
            plugin == "dialog"
            ? .authenticationSwitch(to: plugin, data: [4] + Array("Password: ".utf8))
            : .authenticationSwitch(to: plugin, data: [])
        let script: [FakeServer.Step] = [.greet(), .expect(.login), .send(question), .expect(.anything), .send(.ok), .silence]
        try await FakeServer.withServer(on: .unixSocket, script) { (server: FakeServer) async throws in
            var configuration = server.configuration
            #expect(try await failure(configuration).code == .authenticationNotAllowed)
            #expect(!server.hasReceived("hunter2"))
            configuration.allowsCleartextPassword = true
            try await MariaDBConnection.connect(to: configuration).close()
            #expect(server.hasReceived("hunter2"))
        }
        try await FakeServer.withServer(script) { (server: FakeServer) async throws in
            var configuration = server.configuration
            configuration.allowsCleartextPassword = true
            for tls in [MariaDBTLS.disable, .prefer, .require(verification: .none), nil] {
                configuration.tls = tls
                #expect(try await failure(configuration).code == .invalidConfiguration)
            }
            configuration.tls = .require()
            #expect(try await failure(configuration).code == .tlsNotOffered)
            #expect(!server.hasReceived("hunter2"))
        }
    }

    @Test("asks no terminal: without a password, dialog is not allowed")
    func dialogWithoutPassword() async throws {
        let question = FakeServer.Message.authenticationSwitch(to: "dialog", data: [4] + Array("Password: ".utf8))
        let script: [FakeServer.Step] = [.greet(), .expect(.login), .send(question), .silence]
        try await FakeServer.withServer(on: .unixSocket, script) { (server: FakeServer) async throws in
            var configuration = server.configuration
            configuration.password = ""
            configuration.allowsCleartextPassword = true
            #expect(try await failure(configuration).code == .authenticationNotAllowed)
        }
    }

    @Test("encrypts the password of caching_sha2_password with a key that was given, and asks the server for none")
    func pinnedKey() async throws {
        // 4 asks for the whole password.
        let script: [FakeServer.Step] = [
            .greet(), .expect(.login), .send(.authenticationSwitch(to: "caching_sha2_password")), .expect(.anything),
            .send(.authenticationData([4])), .expect(.anything), .send(.ok), .silence,
        ]
        try await TestCertificates.with { certificates in
            try await FakeServer.withServer(script) { server in
                var configuration = server.configuration
                configuration.tls = .disable
                configuration.serverPublicKeyFile = certificates.file("password-public.pem")
                try await MariaDBConnection.connect(to: configuration).close()
                #expect(!server.hasReceived("hunter2"))
                // The last packet but for the goodbye: 256 bytes of RSA, not the one byte that asks for a key.
                let bytes = try #require(server.received.first)
                #expect(bytes.indices.contains { bytes[$0...].starts(with: [0, 1, 0, 5]) }, "no packet of 256 bytes")
                for file in ["missing.pem", "server.pem"] {
                    configuration.serverPublicKeyFile = certificates.file(file)
                    #expect(try await failure(configuration).code == .invalidConfiguration)
                }
                configuration.serverPublicKeyFile = nil
                #expect(try await failure(configuration).code == .authenticationNotAllowed)
            }
        }
    }
}
