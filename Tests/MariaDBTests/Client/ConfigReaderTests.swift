#if Configuration
import StateLocks
import Configuration
import MariaDB
import Testing

@Suite("A configuration from swift-configuration")
struct ConfigReaderTests {
    private func environment(_ variables: [String: String]) throws -> MariaDBConfiguration {
        let reader = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables))
        return try MariaDBConfiguration(reader: reader.scoped(to: "mariadb"))
    }

    @Test("is read from the environment")
    func variables() throws {
        let configuration = try environment([
            "MARIADB_HOST": "db", "MARIADB_PORT": "3307", "MARIADB_USER": "app", "MARIADB_PASSWORD": "p",
            "MARIADB_DATABASE": "shop",
            "MARIADB_CONNECT_TIMEOUT": "2.5", "MARIADB_TLS": "verify-full", "MARIADB_TLS_CA": "/ca.pem",
            "MARIADB_ALLOW_CLEARTEXT_PASSWORD": "true", "MARIADB_STATEMENT_CACHE_SIZE": "0",
            "MARIADB_SLOW_STATEMENT_THRESHOLD": "off",
            "MARIADB_STATEMENT_TEXT": "omitted",
        ])
        #expect(configuration.address == .tcp(host: "db", port: 3307))
        #expect((configuration.user, configuration.password.revealed, configuration.database) == ("app", "p", "shop"))
        #expect(configuration.connectTimeout == .milliseconds(2_500))
        #expect(configuration.tls == .require(certificateAuthorityFile: "/ca.pem"))
        #expect(configuration.allowsCleartextPassword)
        #expect(configuration.statementCacheSize == 0)
        #expect(configuration.observability.slowStatementThreshold == nil)
        #expect(configuration.observability.statementText == .omitted)
    }

    @Test("has the values of a URL where no other key says anything else")
    func url() throws {
        let configuration = try environment([
            "MARIADB_URL": "mariadb://app:one@db:3307/shop?connect-timeout=3", "MARIADB_PASSWORD": "two", "MARIADB_HOST": "other",
        ])
        #expect(configuration.address == .tcp(host: "other", port: 3307))
        #expect((configuration.user, configuration.password.revealed, configuration.database) == ("app", "two", "shop"))
        #expect(configuration.connectTimeout == .seconds(3))
    }

    @Test("takes numbers and booleans as such")
    func typed() throws {
        let provider = InMemoryProvider(values: [
            "host": "db", "port": 3307, "user": "app", "connect-timeout": 5, "allow-expired-password": true,
            "tls-versions": ConfigValue(.stringArray(["TLSv1.3"]), isSecret: false),
        ])
        let configuration = try MariaDBConfiguration(reader: ConfigReader(provider: provider))
        #expect(configuration.address == .tcp(host: "db", port: 3307))
        #expect(configuration.connectTimeout == .seconds(5))
        #expect(configuration.allowsExpiredPassword)
        #expect(configuration.tls?.versions == [.tls13])
    }

    @Test(
        "is an error that names the key and no value",
        arguments: [
            (["MARIADB_HOST": "db"], "user"), (["MARIADB_USER": "hunter2"], "host"),
            (["MARIADB_USER": "a", "MARIADB_HOST": "db", "MARIADB_PORT": "hunter2"], "port"),
            (["MARIADB_USER": "a", "MARIADB_HOST": "db", "MARIADB_CONNECT_TIMEOUT": "hunter2"], "connect-timeout"),
            (["MARIADB_USER": "a", "MARIADB_HOST": "db", "MARIADB_SOCKET": "/hunter2"], "socket"),
            (
                ["MARIADB_USER": "a", "MARIADB_HOST": "db", "MARIADB_SLOW_STATEMENT_THRESHOLD": "never"],
                "slow-statement-threshold"
            ),
        ])
    func mistakes(variables: [String: String], key: String) throws {
        let error = #expect(throws: MariaDBError.self) { try environment(variables) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains(key) == true)
        #expect(error?.message.contains("hunter2") == false)
    }

    @Test("marks what is secret, so that reports of what was read do not show it")
    func secrets() throws {
        let reporter = Reporter()
        let variables = [
            "URL": "mariadb://app@db", "PASSWORD": "p", "TLS_KEY": "/k", "TLS_CERT": "/c", "TLS_KEY_PASSPHRASE": "q",
        ]
        let reader = ConfigReader(
            provider: EnvironmentVariablesProvider(environmentVariables: variables), accessReporter: reporter)
        _ = try MariaDBConfiguration(reader: reader)
        #expect(reporter.secretKeys == ["url", "password", "tls-key-passphrase"])
    }
}

/// Notes the keys that were asked for as secrets.
private final class Reporter: AccessReporter {
    private let keys = Lock<Set<String>>([])

    var secretKeys: Set<String> { keys.withLock { $0 } }

    func report(_ event: AccessEvent) {
        guard case .success(let value?) = event.result, value.isSecret else { return }
        keys.withLock { _ = $0.insert(event.metadata.key.components.joined(separator: ".")) }
    }
}
#endif
