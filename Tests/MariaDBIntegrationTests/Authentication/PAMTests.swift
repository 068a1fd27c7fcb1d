import MariaDB
import MariaDBTesting
import Testing

@Suite("Logging in with PAM")
struct PAMTests {
    @Test(
        "works over a unix socket and over TLS with a check of the certificate, and nowhere else",
        .enabled(
            if: PAMService.isPossible,
            "a service of PAM needs root and a server's plugin auth_pam_v1; scripts/setup fetches the plugin"),
        arguments: ["dialog", "mysql_clear_password"])
    func login(plugin: String) async throws {
        let folder = try #require(ServerPlugins.folder(with: "auth_pam_v1.so"))
        let arguments = [
            "--plugin-dir=\(folder)", "--plugin-load-add=auth_pam_v1",
            "--pam-use-cleartext-plugin=\(plugin == "dialog" ? "OFF" : "ON")",
        ]
        try await PAMService.with(password: "hunter2") { service in
            try await TestCertificates.with { certificates in
                try await MariaDBServer.withServer(certificates.server(arguments: arguments)) { server in
                    try await MariaDBConnection.withConnection(to: server.configuration) { root in
                        _ = try await root.execute("CREATE USER app@'%' IDENTIFIED VIA pam USING '\(unsafeSQL: service)'")
                    }
                    let tcp = try #require(server.tcpConfiguration)
                    let verified = MariaDBTLS.require(certificateAuthorityFile: certificates.file("authority.pem"))
                    for (base, tls) in [(server.configuration, nil), (tcp, verified)] {
                        try await Self.tryPasswords(base, tls)
                    }
                }
            }
        }
    }

    private static func tryPasswords(_ base: MariaDBConfiguration, _ tls: MariaDBTLS?) async throws {
        var configuration = base
        (configuration.user, configuration.password, configuration.tls) = ("app", "hunter2", tls)
        let notAllowed = await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) }
        #expect(notAllowed?.code == .authenticationNotAllowed)
        configuration.allowsCleartextPassword = true
        try await MariaDBConnection.withConnection(to: configuration) { connection in
            let user = try await connection.fetchOne("SELECT CURRENT_USER()", as: String.self)
            #expect(user == "app@%")
        }
        configuration.password = "wrong"
        let denied = await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) }
        #expect(denied?.code == .accessDenied, "\(String(describing: denied))")
    }
}
