import BlockingExecutors
import MariaDB
import MariaDBTesting
import Testing

@Suite("Failures of TLS")
struct TLSFailureTests {
    /// OpenSSL keeps the errors of a thread in a queue, and Connector/C tells the oldest: that of another connection, if that one
    /// left more than one.
    @Test("are told apart, whatever failed on the same thread before")
    func sameThread() async throws {
        try await TestCertificates.with { certificates in
            try await MariaDBServer.withServer(certificates.server("wrong-host")) { server in
                let good = try #require(server.tcpConfiguration)
                let authority = certificates.file("authority.pem")
                func client(_ key: String, _ passphrase: MariaDBSecret? = nil) -> MariaDBTLS {
                    let client = MariaDBTLS.ClientCertificate(
                        certificateFile: certificates.file("client.pem"), keyFile: certificates.file(key), passphrase: passphrase)
                    return .require(
                        verification: .certificateAuthority, certificateAuthorityFile: authority, clientCertificate: client)
                }
                var badCipher = MariaDBTLS.require(certificateAuthorityFile: authority)
                badCipher.ciphers = "NO-SUCH-CIPHER"
                let failures: [(MariaDBTLS, MariaDBError.Code)] = [
                    (.require(certificateAuthorityFile: authority), .certificateRejected),
                    (.require(certificateAuthorityFile: certificates.file("other.pem")), .certificateRejected),
                    (client("client-encrypted.key", "wrong"), .invalidConfiguration),
                    (client("server.key"), .invalidConfiguration),
                    (badCipher, .invalidConfiguration),
                ]
                let connects = BlockingThreadPool(.init(name: "one", maximumThreads: 1))
                let threads = MariaDBThreads(queries: MariaDBThreads.shared.queries, connects: connects)
                for (first, _) in failures {
                    for (second, code) in failures {
                        var messages: [String] = []
                        for tls in [first, second] {
                            var configuration = good
                            configuration.tls = tls
                            let error = await #expect(throws: MariaDBError.self) {
                                try await MariaDBConnection.connect(to: configuration, threads: threads)
                            }
                            messages.append("\(error?.code.description ?? "") \(error?.message ?? "")")
                        }
                        #expect(messages.last?.hasPrefix(code.description) == true, "\(messages)")
                    }
                }
                await connects.shutdown()
            }
        }
    }
}
