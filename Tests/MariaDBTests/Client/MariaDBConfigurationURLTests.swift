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

    @Test("names every TLS setting")
    func tls() throws {
        let sha1 = "ED:3A:AD:55:5F:60:63:6B:8D:72:F9:F8:B4:F5:79:B6:7F:02:06:2C"
        let client = MariaDBTLS.ClientCertificate(certificateFile: "/c.pem", keyFile: "/k.pem", passphrase: "sesame")
        var modern = MariaDBTLS.require(clientCertificate: client)
        modern.versions = [.tls13]
        modern.ciphers = "TLS_AES_256_GCM_SHA384"
        for (options, tls) in [
            ("", nil), ("?tls=disable", .disable), ("?tls=prefer", .prefer), ("?tls=require", .require(verification: .none)),
            ("?tls=verify-ca&tls-ca=/ca.pem", .require(verification: .certificateAuthority, certificateAuthorityFile: "/ca.pem")),
            ("?tls=verify-full", .require()), ("?tls-ca=/ca.pem", .require(certificateAuthorityFile: "/ca.pem")),
            ("?tls-fingerprint=\(sha1)", .require(verification: .fingerprint(sha1))),
            ("?tls=require&tls-fingerprint=\(sha1)", .require(verification: .fingerprint(sha1))),
            (
                "?tls-versions=TLSv1.3&tls-cert=/c.pem&tls-key=/k.pem&tls-key-passphrase=sesame&tls-ciphers=TLS_AES_256_GCM_SHA384",
                modern
            ),
        ] as [(String, MariaDBTLS?)] {
            #expect(try MariaDBConfiguration(url: "mariadb://app@db/\(options)").tls == tls, "\(options)")
        }
        let clear = try MariaDBConfiguration(url: "mariadb://app@db/?tls=verify-full&allow-cleartext-password=true")
        #expect(clear.allowsCleartextPassword)
        let key = try MariaDBConfiguration(url: "mariadb://app@db/?tls=disable&server-public-key=/k.pem")
        #expect(key.serverPublicKeyFile == "/k.pem")
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
            ("mariadb://app:hunter2@db/x?tls=on", "tls must be"),
            ("mariadb://app:hunter2@db/x?tls", "tls must be"),
            ("mariadb://app:hunter2@db/x?tls=VERIFY-FULL", "tls must be"),
            ("mariadb://app:hunter2@db/x?tls-versions=TLSv9", "tls-versions"),
            ("mariadb://app:hunter2@db/x?tls-versions=", "tls-versions"),
            ("mariadb://app:hunter2@db/x?tls-fingerprint=12ab", "fingerprint"),
            ("mariadb://app:hunter2@db/x?tls=verify-full&tls-fingerprint=ED3AAD555F60636B8D72F9F8B4F579B67F02062C", "require"),
            ("mariadb://app:hunter2@db/x?tls=require&tls-ca=/ca.pem", "authorities"),
            ("mariadb://app:hunter2@db/x?tls=prefer&tls-ca=/ca.pem", "authorities"),
            ("mariadb://app:hunter2@db/x?tls=disable&tls-cert=/c.pem&tls-key=/k.pem", "disabled"),
            ("mariadb://app:hunter2@db/x?tls-cert=/c.pem", "go together"),
            ("mariadb://app:hunter2@db/x?tls-key-passphrase=hunter2", "go together"),
            ("mariadb://app:hunter2@db/x?tls-cert=/c.pem&tls-key=/k.pem&tls-key-passphrase=hunter2%00", "passphrase"),
            ("mariadb://app:hunter2@db/x?tls-ca=", "empty"),
            ("mariadb://app:hunter2@db/x?tls-ciphers=a%20b", "ciphers"),
            ("mariadb://app:hunter2@localhost/x?socket=/run/s&tls=require", "unix socket"),
            ("mariadb://app:hunter2@db/x?allow-cleartext-password=1", "true or false"),
            ("mariadb://app:hunter2@db/x?tls=require&allow-cleartext-password=true", "in clear"),
            ("mariadb://app:hunter2@db/x?tls=require&server-public-key=/k.pem", "without TLS"),
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
