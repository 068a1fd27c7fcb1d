import Foundation
import MariaDB
import Testing

#if Configuration
import Configuration
#endif

@Suite("A client's configuration")
struct ClientConfigurationTests {
    private static let all = [
        "acquire-timeout": "1.5", "idle-timeout": "60", "leak-threshold": "30", "maximum-connections": "20",
        "maximum-lifetime": "600", "minimum-connections": "2", "ping-after": "5", "pool-name": "orders",
        "session-reset": "always",
        "shutdown-timeout": "3",
    ]

    private func expectAll(_ configuration: MariaDBClient.Configuration) {
        #expect(configuration.acquireTimeout == .milliseconds(1_500))
        #expect(configuration.idleTimeout == .seconds(60))
        #expect(configuration.leakThreshold == .seconds(30))
        #expect((configuration.minimumConnections, configuration.maximumConnections) == (2, 20))
        #expect(configuration.maximumLifetime == .seconds(600))
        #expect(configuration.pingAfter == .seconds(5))
        #expect(configuration.name == "orders")
        #expect(configuration.reset == .always)
        #expect(configuration.shutdownTimeout == .seconds(3))
        #expect(configuration.connection.connectTimeout == .seconds(7))
        #expect(configuration.connection.database == "shop")
    }

    @Test("is read from a URL, with the options of its connections")
    func url() throws {
        let options = Self.all.map { "\($0)=\($1)" }.joined(separator: "&")
        expectAll(try MariaDBClient.Configuration(url: "mariadb://app@db/shop?connect-timeout=7&\(options)"))
        let plain = try MariaDBClient.Configuration(url: "mariadb://app@db/?leak-threshold=off&session-reset=never")
        #expect((plain.minimumConnections, plain.maximumConnections, plain.leakThreshold) == (0, 10, nil))
        #expect(plain.reset == .never)
    }

    @Test(
        "is refused with the name of the option and no value",
        arguments: [
            ("maximum-connections=0", "maximum-connections"), ("maximum-connections=hunter2", "from 1"),
            ("minimum-connections=-1", "minimum-connections"), ("minimum-connections=11", "above maximum-connections"),
            ("acquire-timeout=0", "acquire-timeout"), ("acquire-timeout=hunter2", "seconds"), ("idle-timeout=", "idle-timeout"),
            ("leak-threshold=never", "leak-threshold"), ("session-reset=hunter2", "when-changed or always or never"),
            ("maximum-connection=5", "there are: acquire-timeout"), ("ping-after=1&ping-after=2", "twice"),
            ("tls=on", "tls must be"),
        ])
    func mistakes(options: String, hint: String) throws {
        let error = try #require(throws: MariaDBError.self) {
            try MariaDBClient.Configuration(url: "mariadb://app:hunter2@db/x?\(options)")
        }
        #expect(error.code == .invalidConfiguration)
        #expect(error.message.contains(hint), "\(error)")
        #expect(!String(reflecting: error).contains("hunter2"))
    }

    @Test("has options that a single connection does not know, and that says where they belong")
    func connectionOnly() throws {
        let error = try #require(throws: MariaDBError.self) {
            try MariaDBConfiguration(url: "mariadb://app@db/x?maximum-connections=5")
        }
        #expect(error.message.contains("MariaDBClient.Configuration(url:)"))
    }

    @Test("is read from an option file")
    func optionFile() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "mariadb-client-\(UUID()).cnf").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let options = Self.all.map { "\($0.replacingOccurrences(of: "-", with: "_"))=\($1)\n" }.joined()
        let text = "[client]\nuser=app\nhost=db\n[shop]\ndatabase=shop\nconnect-timeout=7\n\(options)"
        try #require(
            FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]))
        expectAll(try MariaDBClient.Configuration(optionFile: path, groups: ["client", "shop"]))
        let error = try #require(throws: MariaDBError.self) {
            try Data("[client]\nuser=app\nmaximum-connections=hunter2\n".utf8).write(to: URL(filePath: path))
            _ = try MariaDBClient.Configuration(optionFile: path)
        }
        #expect(error.message.contains(path) && error.message.contains("maximum-connections"))
        #expect(!error.message.contains("hunter2"))
    }

    #if Configuration
    @Test("is read with swift-configuration, and its keys go before its URL")
    func reader() throws {
        var variables: [String: String] = [:]
        for (name, value) in Self.all { variables[name.replacingOccurrences(of: "-", with: "_").uppercased()] = value }
        variables["URL"] = "mariadb://app@db/shop?connect-timeout=7&maximum-connections=7&ping-after=9"
        expectAll(try configuration(variables))
        variables["MAXIMUM_CONNECTIONS"] = nil
        variables["PING_AFTER"] = nil
        let mixed = try configuration(variables)
        #expect((mixed.maximumConnections, mixed.pingAfter) == (7, .seconds(9)))
        let error = try #require(throws: MariaDBError.self) {
            try configuration(["USER": "app", "HOST": "db", "SESSION_RESET": "hunter2"])
        }
        #expect(error.message.contains("session-reset") && !error.message.contains("hunter2"))
    }

    private func configuration(_ variables: [String: String]) throws -> MariaDBClient.Configuration {
        try .init(reader: ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables)))
    }
    #endif
}
