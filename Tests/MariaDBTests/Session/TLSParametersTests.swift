import Testing

@testable import MariaDB

@Suite("TLS parameters")
struct TLSParametersTests {
    @Test(
        "require a proof of every host but this machine, unless told otherwise",
        arguments: [
            ("localhost", MariaDBTLS.Mode.prefer), ("LocalHost", .prefer), ("127.0.0.1", .prefer), ("127.9.9.9", .prefer),
            ("::1", .prefer), ("db", .require(verification: .full)), ("10.0.0.1", .require(verification: .full)),
            ("127.example.org", .require(verification: .full)), ("localhost.example.org", .require(verification: .full)),
            ("::2", .require(verification: .full)), ("0.0.0.0", .require(verification: .full)),
        ])
    func usual(host: String, mode: MariaDBTLS.Mode) throws {
        #expect(try SessionParameters(MariaDBConfiguration(host: host, user: "app")).tls.mode == mode)
    }

    @Test("need none over a unix socket, and refuse it")
    func unixSocket() throws {
        var configuration = MariaDBConfiguration(unixSocket: "/run/s", user: "app")
        #expect(try SessionParameters(configuration).tls.mode == .disable)
        configuration.tls = .prefer
        let error = try #require(throws: MariaDBError.self) { try SessionParameters(configuration) }
        #expect(error.code == .invalidConfiguration && error.message.contains("unix socket"))
    }

    @Test("name the versions as Connector/C looks for them")
    func versions() throws {
        var configuration = MariaDBConfiguration(host: "db", user: "app")
        #expect(try SessionParameters(configuration).tls.versions == "TLSv1.2,TLSv1.3")
        var tls = MariaDBTLS.require()
        tls.versions = [.tls13]
        configuration.tls = tls
        #expect(try SessionParameters(configuration).tls.versions == "TLSv1.3")
        tls.versions = []
        configuration.tls = tls
        #expect(throws: MariaDBError.self) { try SessionParameters(configuration) }
    }

    @Test(
        "tell what Connector/C means by a failure of TLS",
        arguments: [
            ("TLS/SSL error: SSL is required, but the server does not support it", MariaDBError.Code.tlsNotOffered),
            ("TLS/SSL error: self-signed certificate in certificate chain", .certificateRejected),
            ("TLS/SSL error: self signed certificate", .certificateRejected),
            ("TLS/SSL error: certificate has expired", .certificateRejected),
            ("TLS/SSL error: unable to get local issuer certificate", .certificateRejected),
            ("TLS/SSL error: Validation of SSL server certificate failed", .certificateRejected),
            ("TLS/SSL error: Fingerprint verification of server certificate failed", .certificateRejected),
            ("TLS/SSL error: Hostname verification failed", .certificateRejected),
            ("TLS/SSL error: bad decrypt", .invalidConfiguration), ("TLS/SSL error: key values mismatch", .invalidConfiguration),
            ("TLS/SSL error: no start line", .invalidConfiguration), ("TLS/SSL error: no cipher match", .invalidConfiguration),
            ("TLS/SSL error: unsupported", .invalidConfiguration),
            ("TLS/SSL error: unsupported protocol", .tlsFailed), ("TLS/SSL error: wrong version number", .tlsFailed),
            ("TLS/SSL error: tlsv1 alert protocol version", .tlsFailed),
            ("TLS/SSL error: sslv3 alert bad certificate", .tlsFailed),
            ("TLS/SSL error: unexpected eof while reading", .connectFailed),
            ("TLS/SSL error: Connection timed out (110)", .connectTimeout), ("TLS/SSL error: ", .tlsFailed),
        ])
    func failures(text: String, code: MariaDBError.Code) {
        #expect(TLSParameters.failure(text) == code)
    }

    @Test("allow ways to log in that send the password only to a server that has proven itself")
    func authentication() throws {
        let digits = String(repeating: "ab", count: 20)
        let ways: [(MariaDBTLS?, Bool)] = [
            (nil, true), (.disable, false), (.prefer, false), (.require(verification: .none), false),
            (.require(verification: .certificateAuthority), true), (.require(verification: .fingerprint(digits)), true),
        ]
        for (tls, isPrivate) in ways {
            var configuration = MariaDBConfiguration(host: "db", user: "app")
            configuration.tls = tls
            let plugins = try SessionParameters(configuration).authentication.plugins(for: "hunter2")
            #expect(plugins.contains("caching_sha2_password") == isPrivate)
            #expect(!plugins.contains("mysql_clear_password") && !plugins.contains("dialog"))
            configuration.allowsCleartextPassword = true
            guard isPrivate else {
                #expect(throws: MariaDBError.self) { try SessionParameters(configuration) }
                continue
            }
            let allowed = try SessionParameters(configuration).authentication
            #expect(allowed.plugins(for: "hunter2").suffix(2) == ["mysql_clear_password", "dialog"])
            // Connector/C would ask the terminal.
            #expect(!allowed.plugins(for: "").contains("dialog"))
        }
    }
}
