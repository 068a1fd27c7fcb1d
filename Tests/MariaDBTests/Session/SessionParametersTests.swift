import Testing

@testable import MariaDB

@Suite("Session parameters")
struct SessionParametersTests {
    @Test(
        "round the connect time-out up to whole seconds",
        arguments: [
            (Duration.milliseconds(1), UInt32(1)), (.seconds(1), 1), (.milliseconds(1001), 2), (.seconds(10), 10),
            (.seconds(Int64.max), .max),
        ])
    func timeout(timeout: Duration, seconds: UInt32) throws {
        var configuration = MariaDBConfiguration(host: "db", user: "app")
        configuration.connectTimeout = timeout
        #expect(try SessionParameters(configuration).connectTimeoutSeconds == seconds)
    }

    @Test(
        "refuse what Connector/C would take for something else",
        arguments: [
            MariaDBConfiguration(host: "", user: "app"), MariaDBConfiguration(host: "a;ssl=0", user: "app"),
            MariaDBConfiguration(host: "a=b", user: "app"), MariaDBConfiguration(host: "a,b", user: "app"),
            MariaDBConfiguration(host: "x://y", user: "app"), MariaDBConfiguration(host: "a b", user: "app"),
            MariaDBConfiguration(host: "dé", user: "app"), MariaDBConfiguration(host: "a\u{1B}[31m", user: "app"),
            MariaDBConfiguration(host: String(repeating: "a", count: 256), user: "app"),
            MariaDBConfiguration(host: "db", port: -1, user: "app"), MariaDBConfiguration(host: "db", port: .max, user: "app"),
            MariaDBConfiguration(host: "db", user: ""), MariaDBConfiguration(host: "db", user: "a\0b"),
            MariaDBConfiguration(host: "db", user: "app", password: "a\0b"),
            MariaDBConfiguration(host: "db", user: "app", database: "a\0b"),
            MariaDBConfiguration(unixSocket: "", user: "app"), MariaDBConfiguration(unixSocket: "/a\0", user: "app"),
            MariaDBConfiguration(unixSocket: "/" + String(repeating: "a", count: 107), user: "app"),
        ])
    func refused(configuration: MariaDBConfiguration) throws {
        let error = try #require(throws: MariaDBError.self) { try SessionParameters(configuration) }
        #expect(error.code == .invalidConfiguration)
        #expect(error.message.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    }

    @Test(
        "allow names, addresses and the longest path",
        arguments: [
            MariaDBConfiguration(host: "db-1.example_x.org", user: "app"), MariaDBConfiguration(host: "::1", user: "app"),
            MariaDBConfiguration(host: "fe80::1%eth0", user: "app"),
            MariaDBConfiguration(host: "127.0.0.1", port: 65_535, user: "é"),
            MariaDBConfiguration(unixSocket: "/" + String(repeating: "a", count: 106), user: "app"),
        ])
    func allowed(configuration: MariaDBConfiguration) throws {
        #expect(try SessionParameters(configuration).address == configuration.address)
    }
}
