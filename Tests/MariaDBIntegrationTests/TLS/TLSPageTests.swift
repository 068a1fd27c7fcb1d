import MariaDB
import MariaDBTesting
import Testing

@Suite("TLS with every kind of server")
struct TLSPageTests {
    private static let servers = [
        ("no TLS", nil), ("good", "server"), ("for another host", "wrong-host"), ("expired", "expired"),
        ("of another authority", "other-authority"), ("self-signed", "self-signed"),
    ]

    private static let names = [
        ("`DNS:localhost, IP:127.0.0.1`", "server"), ("`DNS:localhost`", "name-only"), ("`IP:127.0.0.1`", "address-only"),
        ("none, but `CN=localhost`", "common-name"), ("`DNS:*.localhost`", "wildcard"), ("`DNS:*`", "star"),
    ]

    @Test("does what the manual says")
    func page() async throws {
        let tables = try await TestCertificates.with { certificates in
            [try await modes(certificates), try await hosts(certificates)]
        }
        let generated = "## Modes and servers\n\n\(tables[0])\n## Names and hosts, with `.full`\n\n\(tables[1])"
        if TLSPage.isWriting { try TLSPage.write(generated) }
        #expect(try TLSPage.text().hasSuffix(TLSPage.marker + "\n" + generated), "the manual does not say this:\n\(generated)")
    }

    private func modes(_ certificates: TestCertificates) async throws -> String {
        let authority = certificates.file("authority.pem")
        let fingerprint = try await certificates.fingerprint("server")
        let modes: [(String, MariaDBTLS?)] = [
            ("`.disable`", .disable), ("`.prefer`", .prefer), ("`.require(verification: .none)`", .require(verification: .none)),
            ("`.require(verification: .fingerprint(…))`", .require(verification: .fingerprint(fingerprint))),
            (
                "`.require(verification: .certificateAuthority, …)`",
                .require(verification: .certificateAuthority, certificateAuthorityFile: authority)
            ),
            ("`.require(verification: .full, …)`", .require(certificateAuthorityFile: authority)),
            ("`.require()`", .require()),
            ("`.require(…)`, the authority's file missing", .require(certificateAuthorityFile: authority + ".missing")),
            ("left out (`nil`), a host of this machine", nil),
        ]
        var columns: [[String]] = []
        for (_, certificate) in Self.servers {
            let options = certificate.map { certificates.server($0) } ?? MariaDBServer.Options(tcp: true)
            columns.append(
                try await MariaDBServer.withServer(options) { server in
                    var configuration = try #require(server.tcpConfiguration)
                    var cells: [String] = []
                    for (_, tls) in modes {
                        configuration.tls = tls
                        cells.append(try await outcome(configuration))
                    }
                    return cells
                })
        }
        let rows = modes.indices.map { row in (name: modes[row].0, cells: columns.map { $0[row] }) }
        return TLSPage.table("mode, and the server's certificate", columns: Self.servers.map(\.0), rows: rows)
    }

    private func hosts(_ certificates: TestCertificates) async throws -> String {
        let hosts = ["127.0.0.1", "localhost", "LOCALHOST"]
        var columns: [[String]] = []
        for (_, certificate) in Self.names {
            columns.append(
                try await MariaDBServer.withServer(certificates.server(certificate)) { server in
                    var configuration = try #require(server.tcpConfiguration)
                    guard case .tcp(_, let port) = configuration.address else { return [] }
                    configuration.tls = .require(certificateAuthorityFile: certificates.file("authority.pem"))
                    var cells: [String] = []
                    for host in hosts {
                        configuration.address = .tcp(host: host, port: port)
                        cells.append(try await outcome(configuration))
                    }
                    return cells
                })
        }
        let rows = hosts.indices.map { row in (name: "`\(hosts[row])`", cells: columns.map { $0[row] }) }
        return TLSPage.table("host, and the certificate's names", columns: Self.names.map(\.0), rows: rows)
    }

    /// What becomes of an attempt to connect, in a word.
    private func outcome(_ configuration: MariaDBConfiguration) async throws -> String {
        do {
            return try await MariaDBConnection.withConnection(to: configuration) { connection in
                // The server's word for it, too.
                let cipher = try await connection.fetchOne("SHOW SESSION STATUS LIKE 'Ssl_cipher'", as: (String, String).self).1
                #expect(cipher == connection.tlsCipher ?? "")
                return connection.tlsVersion == nil ? "in clear" : "encrypted"
            }
        } catch let error as MariaDBError {
            return "*\(error.code)*"
        }
    }
}
