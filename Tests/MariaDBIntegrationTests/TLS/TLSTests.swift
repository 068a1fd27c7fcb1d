import MariaDB
import MariaDBTesting
import Testing

@Suite("TLS")
struct TLSTests {
    /// A server whose account `app` needs a certificate, and how to reach it with its authority known.
    private func withServer(
        _ options: (TestCertificates) -> MariaDBServer.Options = { $0.server() },
        _ body: (TestCertificates, MariaDBServer, MariaDBConfiguration) async throws -> Void
    ) async throws {
        try await TestCertificates.with { certificates in
            try await MariaDBServer.withServer(options(certificates)) { server in
                try await MariaDBConnection.withConnection(to: server.configuration) { root in
                    try await root.execute("CREATE USER app@'%' IDENTIFIED BY 'hunter2' REQUIRE X509")
                    try await root.execute("CREATE USER encrypted@'%' IDENTIFIED BY 'hunter2' REQUIRE SSL")
                    try await root.execute("GRANT SELECT ON mysql.* TO encrypted@'%'")
                }
                var configuration = try #require(server.tcpConfiguration)
                (configuration.user, configuration.password) = ("app", "hunter2")
                configuration.tls = .require(certificateAuthorityFile: certificates.file("authority.pem"))
                try await body(certificates, server, configuration)
            }
        }
    }

    private func failure(_ configuration: MariaDBConfiguration) async throws -> MariaDBError {
        let error = try #require(
            await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) })
        for secret in ["hunter2", TestCertificates.passphrase] {
            #expect(!String(reflecting: error).contains(secret))
        }
        #expect(!error.message.contains("\n"))
        return error
    }

    @Test("takes a client's certificate, with its key encrypted or not, and says what is wrong with one")
    func clientCertificate() async throws {
        try await withServer { certificates, _, configuration in
            var configuration = configuration
            func client(_ certificate: String, _ key: String, _ passphrase: MariaDBSecret? = nil) -> MariaDBTLS.ClientCertificate
            {
                .init(certificateFile: certificates.file(certificate), keyFile: certificates.file(key), passphrase: passphrase)
            }
            let passphrase = MariaDBSecret(TestCertificates.passphrase)
            for good in [client("client.pem", "client.key"), client("client.pem", "client-encrypted.key", passphrase)] {
                configuration.tls?.clientCertificate = good
                try await MariaDBConnection.withConnection(to: configuration) { try await $0.ping() }
            }
            configuration.tls?.clientCertificate = nil
            let without = try await failure(configuration)
            #expect(without.code == .accessDenied && without.number == 1045)
            for (bad, words) in [
                (client("client.pem", "client-encrypted.key"), "give its passphrase"),
                (client("client.pem", "client-encrypted.key", ""), "give its passphrase"),
                (client("client.pem", "client-encrypted.key", "wrong"), "bad decrypt"),
                (client("client.pem", "server.key"), "mismatch"),
                (client("client.pem", "nothing.key"), "nothing.key, is missing"),
                (client("nothing.pem", "client.key"), "nothing.pem, is missing"),
                (client("client.key", "client.key"), "no certificate"), (client("client.pem", "client.pem"), "no private key"),
                (client("client.pem", "."), "is no file"),
            ] {
                configuration.tls?.clientCertificate = bad
                let error = try await failure(configuration)
                #expect(error.code == .invalidConfiguration, "\(error)")
                #expect(error.message.contains(words), "\(error)")
            }
            // Of an authority that the server does not know: it says so, or hangs up.
            configuration.tls?.clientCertificate = client("stranger.pem", "stranger.key")
            let refused = try await failure(configuration)
            #expect([.tlsFailed, .connectFailed].contains(refused.code), "\(refused)")
        }
    }

    @Test("agrees on a version and a cipher suite of those that are allowed")
    func versionsAndCiphers() async throws {
        try await withServer {
            $0.server(arguments: ["--tls-version=TLSv1.2"])
        } _: { _, _, configuration in
            var configuration = configuration
            configuration.user = "encrypted"
            configuration.tls?.ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256"
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                #expect(connection.tlsVersion == "TLSv1.2")
                #expect(connection.tlsCipher == "ECDHE-ECDSA-AES128-GCM-SHA256")
            }
            configuration.tls?.ciphers = "NO-SUCH-CIPHER"
            let noCipher = try await failure(configuration)
            #expect(noCipher.code == .invalidConfiguration, "\(noCipher)")
            configuration.tls?.ciphers = nil
            configuration.tls?.versions = [.tls13]
            #expect(try await failure(configuration).code == .tlsFailed)
        }
        try await withServer { _, _, configuration in
            var configuration = configuration
            configuration.user = "encrypted"
            configuration.tls?.versions = [.tls13]
            configuration.tls?.ciphers = "TLS_AES_128_GCM_SHA256"
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                #expect(connection.tlsVersion == "TLSv1.3")
                #expect(connection.tlsCipher == "TLS_AES_128_GCM_SHA256")
                #expect(connection.securityWarning == nil)
            }
        }
    }

    @Test("that an account or a server asks for is used, and missed in words")
    func required() async throws {
        try await withServer {
            $0.server(isRequired: true)
        } _: { _, server, configuration in
            var configuration = configuration
            configuration.user = "encrypted"
            for tls in [configuration.tls, .prefer, nil] {
                configuration.tls = tls
                try await MariaDBConnection.withConnection(to: configuration) { #expect($0.tlsVersion != nil) }
            }
            configuration.tls = .disable
            let error = try await failure(configuration)
            #expect(error.code == .accessDenied && error.message.contains("needs TLS"), "\(error)")
            // The account's own wish counts over the socket as well, where there is no TLS.
            try await MariaDBConnection.withConnection(to: server.configuration) { try await $0.ping() }
        }
    }

    @Test("carries much in both directions")
    func bulk() async throws {
        try await withServer { _, server, configuration in
            var configuration = configuration
            configuration.user = "encrypted"
            configuration.database = "mysql"
            let text = String(repeating: "0123456789abcdef", count: 1 << 16)
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                #expect(try await connection.fetchOne("SELECT \(text)", as: String.self) == text)
                let count = try await connection.fetchAll("SELECT seq FROM seq_1_to_100000", as: Int.self).reduce(0, +)
                #expect(count == 5_000_050_000)
            }
        }
    }

    @Test(
        "that a server does not offer, or has no idea of, costs no byte of the login",
        arguments: [MariaDBTLS.Verification.full, .certificateAuthority, .fingerprint(String(repeating: "ab", count: 20)), .none])
    func notOffered(verification: MariaDBTLS.Verification) async throws {
        for (greeting, reply, codes) in [
            (FakeServer.Greeting(), FakeServer.Message.ok, [MariaDBError.Code.tlsNotOffered]),
            (FakeServer.Greeting(plugin: "mysql_clear_password"), .ok, [.authenticationNotAllowed]),
            (FakeServer.Greeting(capabilities: [.usual, .tls]), .raw("HTTP/1.1 400 Bad Request\r\n\r\n"), [.tlsFailed]),
            (FakeServer.Greeting(capabilities: [.usual, .tls]), .ok, [.tlsFailed]),
            (FakeServer.Greeting(capabilities: [.usual, .tls]), .raw(""), [.connectFailed]),
        ] {
            let script: [FakeServer.Step] = [.greet(greeting), .expect(.anything), .send(reply), .close]
            try await FakeServer.withServer(script) { server in
                var configuration = server.configuration
                configuration.tls = .require(verification: verification)
                configuration.connectTimeout = .seconds(60)
                let error = try await failure(configuration)
                #expect(codes.contains(error.code), "\(error)")
                #expect(!server.hasReceived("app") && !server.hasReceived("hunter2"))
                if !greeting.capabilities.contains(.tls) { #expect(server.received == [[]]) }
            }
        }
    }

    @Test("hides no error that comes before it: the number is the server's")
    func earlyError() async throws {
        for (number, code) in [(UInt16(1040), MariaDBError.Code.tooManyConnections), (1130, .hostNotAllowed), (1053, .server)] {
            for tls in [MariaDBTLS.disable, .prefer, .require(verification: .none)] {
                try await FakeServer.withServer([.send(.error(number, "no room - today")), .close]) { server in
                    var configuration = server.configuration
                    configuration.tls = tls
                    let error = try await failure(configuration)
                    #expect(error.number == Int(number) && error.code == code, "\(error)")
                    #expect(error.message.contains("no room - today"))
                }
            }
        }
    }

    @Test("that is only preferred over a network is told of")
    func warning() async throws {
        // An address of this machine that the library does not know for one.
        try await FakeServer.withServer([.login(), .silence]) { server in
            var configuration = server.configuration
            guard case .tcp(_, let port) = configuration.address else { return }
            configuration.address = .tcp(host: "0.0.0.0", port: port)
            configuration.tls = .prefer
            let connection = try await MariaDBConnection.connect(to: configuration)
            #expect(connection.securityWarning?.contains("not encrypted") == true)
            await connection.close()
            configuration.tls = nil
            #expect(try await failure(configuration).code == .tlsNotOffered)
            configuration.address = .tcp(host: "127.0.0.1", port: port)
            let local = try await MariaDBConnection.connect(to: configuration)
            #expect(local.securityWarning == nil && local.tlsVersion == nil)
            await local.close()
        }
    }
}
