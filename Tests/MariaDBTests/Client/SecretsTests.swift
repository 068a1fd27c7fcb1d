import Testing

@testable import MariaDB

/// What may never be printed: a password, one that was asked for, and the passphrase of a key.
@Suite("Secrets")
struct SecretsTests {
    private static let secrets = ["hunter2", "hunter3", "open-sesame"]

    private static var configuration: MariaDBConfiguration {
        var configuration = MariaDBConfiguration(host: "db", user: "app", password: "hunter2", database: "shop")
        configuration.tls = .require(
            clientCertificate: .init(certificateFile: "/c.pem", keyFile: "/k.pem", passphrase: "open-sesame"))
        let credentials = MariaDBCredentials(user: "app", password: "hunter3")
        configuration.credentials = { credentials }
        return configuration
    }

    /// All that a value shows of itself.
    private func texts(_ value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return ["\(value)", String(reflecting: value), dumped] + texts(Mirror(reflecting: value))
    }

    private func texts(_ mirror: Mirror) -> [String] {
        mirror.children.flatMap { ["\($0.value)", String(reflecting: $0.value)] + texts(Mirror(reflecting: $0.value)) }
    }

    private func expectNone(in texts: [String], _ location: SourceLocation = #_sourceLocation) {
        #expect(!texts.isEmpty)
        for secret in Self.secrets {
            for text in texts where text.contains(secret) {
                Issue.record("\(secret) in: \(text)", sourceLocation: location)
            }
        }
    }

    @Test("are in no description, debug description or mirror of anything that holds them")
    func values() throws {
        let configuration = Self.configuration
        expectNone(in: texts(configuration))
        expectNone(in: texts(configuration.password))
        expectNone(in: texts(MariaDBCredentials(user: "app", password: "hunter3")))
        expectNone(in: texts(configuration.tls))
        expectNone(in: texts(configuration.tls?.clientCertificate))
        expectNone(in: texts(try SessionParameters(configuration)))
        expectNone(in: texts(ConnectionLogin(MariaDBCredentials(user: "app", password: "hunter3"))))
    }

    @Test("are in no error of a login, whatever its number")
    func errors() throws {
        let parameters = try SessionParameters(Self.configuration)
        for number in [
            1040, 1044, 1045, 1049, 1129, 1130, 1203, 1226, 1698, 1820, 1862, 2002, 2003, 2005, 2006, 2013, 2026, 2059, 4151,
            5010,
        ] {
            let failure = ServerError(number: number, sqlState: "28000", message: "no (using password: YES)")
            expectNone(in: texts(Session.connectFailure(failure.error, parameters)))
        }
        expectNone(in: texts(Session.timeout(parameters)))
        expectNone(in: texts(Session.tlsNotOffered(parameters)))
    }

    @Test("are in no error of a configuration, or of a URL that holds them")
    func configurationErrors() throws {
        var broken: [MariaDBConfiguration] = []
        for change in [
            { $0.user = "" }, { $0.password = "hunter2\0" }, { $0.address = .tcp(host: "a;b", port: 1) },
            { $0.tls?.ciphers = "" },
            { $0.tls?.clientCertificate?.passphrase = "open-sesame\0" }, { $0.tls?.mode = .disable },
            { $0.address = .unixSocket(path: "/s") },
            { $0.connectTimeout = .zero },
        ] as [(inout MariaDBConfiguration) -> Void] {
            var configuration = Self.configuration
            change(&configuration)
            broken.append(configuration)
        }
        for configuration in broken {
            let error = try #require(throws: MariaDBError.self) { try SessionParameters(configuration) }
            expectNone(in: texts(error))
        }
        let key = "tls-cert=/c.pem&tls-key=/k.pem&tls-key-passphrase=open-sesame"
        for url in [
            "mariadb://app:hunter2@db/?\(key)&tls=disable", "mariadb://app:hunter2@db/?\(key)&\(key)",
            "mariadb://app:hunter2@db/?\(key)%00", "mariadb://app:hunter2@db/?\(key)&nonsense=1",
            "mariadb://app:hunter2@a;b/?\(key)",
            "mariadb://app:hunter2@db/?tls-key-passphrase=open-sesame",
        ] {
            let error = try #require(throws: MariaDBError.self) { try MariaDBConfiguration(url: url) }
            expectNone(in: texts(error))
        }
        expectNone(in: texts(try MariaDBConfiguration(url: "mariadb://app:hunter2@db/?\(key)")))
    }
}
