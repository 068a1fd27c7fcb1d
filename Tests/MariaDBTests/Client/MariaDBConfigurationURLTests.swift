import MariaDB
import Testing

@Suite("A configuration's URL")
struct MariaDBConfigurationURLTests {
    @Test("gives every part")
    func everyPart() throws {
        let configuration = try MariaDBConfiguration(
            url: "mariadb://app:s%40cr%2Fet@db.example:3307/my%20shop?connect-timeout=2.5")
        #expect(configuration.address == .tcp(host: "db.example", port: 3307))
        #expect(configuration.user == "app")
        #expect(configuration.password.revealed == "s@cr/et")
        #expect(configuration.database == "my shop")
        #expect(configuration.connectTimeout == .milliseconds(2500))
    }

    @Test("fills in what is left out")
    func defaults() throws {
        let configuration = try MariaDBConfiguration(url: "mysql://root@localhost")
        #expect(configuration.address == .tcp(host: "localhost", port: 3306))
        #expect(configuration.password == "")
        #expect(configuration.database == nil)
        #expect(configuration.connectTimeout == .seconds(10))
    }

    @Test(
        "may name a unix socket",
        arguments: [
            "mariadb://root@localhost/shop?socket=/run/db.sock", "mariadb://root@/shop?socket=%2Frun%2Fdb.sock",
        ])
    func unixSocket(url: String) throws {
        let configuration = try MariaDBConfiguration(url: url)
        #expect(configuration.address == .unixSocket(path: "/run/db.sock"))
        #expect(configuration.database == "shop")
    }

    @Test("may name an IPv6 address in brackets")
    func addressOfSixteenBytes() throws {
        let configuration = try MariaDBConfiguration(url: "mariadb://root@[::1]:3310/")
        #expect(configuration.address == .tcp(host: "::1", port: 3310))
        #expect(configuration.address.description == "[::1]:3310")
    }

    @Test(
        "is refused in words, and without the password, when it is nonsense",
        arguments: [
            ("", "mariadb://"),
            ("postgres://app:hunter2@db/x", "mariadb://"),
            ("mariadb://app:hunter2@d b/x", "no URL"),
            ("mariadb://db/shop", "user"),
            ("mariadb://:hunter2@db/shop", "user"),
            ("mariadb://app:hunter2@/shop", "host"),
            ("mariadb://app:hunter2@db:0/", "port"),
            ("mariadb://app:hunter2@db:65536/", "port"),
            ("mariadb://app:hunter2@db:99999999999999999999/", ""),
            ("mariadb://app:hunter2@db/a/b", "path"),
            ("mariadb://app:hunter2@db/x#y", "%23"),
            ("mariadb://app:hunter2@db/x?tlss=1", "tlss"),
            ("mariadb://app:hunter2@db/x?connect-timeout=0", "connect-timeout"),
            ("mariadb://app:hunter2@db/x?connect-timeout=inf", "connect-timeout"),
            ("mariadb://app:hunter2@db/x?connect-timeout=1&connect-timeout=2", "twice"),
            ("mariadb://app:hunter2@db/x?socket=/run/s", "localhost"),
            ("mariadb://app:hunter2@localhost/x?socket=", "socket"),
            // Connector/C reads these as connection strings, plugins and lists of hosts.
            ("mariadb://app:hunter2@a;b/x", "';'"),
            ("mariadb://app:hunter2@a%3Db/x", "'='"),
            ("mariadb://app:hunter2@a,b/x", "','"),
            ("mariadb://app:hunter2@a%0Ab/x", "U+A"),
            ("mariadb://app:hunter2@a%00b/x", "U+0"),
            ("mariadb://app:hunter2%00@db/x", "zero byte"),
            ("mariadb://a%00pp:hunter2@db/x", "zero byte"),
            ("mariadb://app:hunter2@db/x%00y", "zero byte"),
        ])
    func nonsense(url: String, hint: String) throws {
        let error = try #require(throws: MariaDBError.self) { try MariaDBConfiguration(url: url) }
        #expect(error.code == .invalidConfiguration)
        #expect(hint.isEmpty || error.description.contains(hint), "\(error)")
        #expect(!String(reflecting: error).contains("hunter2"))
        #expect(!error.description.contains("\n"))
    }
}

@Suite("A secret")
struct MariaDBSecretTests {
    @Test("prints as *** everywhere")
    func redaction() {
        let configuration = MariaDBConfiguration(host: "db", user: "app", password: "hunter2")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped, "\(configuration.password)"] {
            #expect(!text.contains("hunter2"))
        }
        #expect(configuration.password.description == "***")
        #expect(configuration.password.revealed == "hunter2")
    }
}
