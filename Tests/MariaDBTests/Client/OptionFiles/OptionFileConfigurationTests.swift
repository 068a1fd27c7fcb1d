import Foundation
import MariaDB
import Testing

@Suite("A configuration from an option file")
struct OptionFileConfigurationTests {
    /// Calls the body with a folder of its own.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mariadb-options-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    /// Writes a file that only its owner may write.
    @discardableResult
    private func write(_ text: String, _ folder: String, _ name: String = "my.cnf", permissions: Int = 0o600) throws -> String {
        let path = folder + "/" + name
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: permissions]
        try #require(FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: attributes))
        try FileManager.default.setAttributes(attributes, ofItemAtPath: path)
        return path
    }

    private func read(_ text: String, groups: [String] = ["client"]) throws -> MariaDBConfiguration {
        var result: MariaDBConfiguration?
        try withFolder { result = try MariaDBConfiguration(optionFile: write(text, $0), groups: groups) }
        return try #require(result)
    }

    @Test("has what its groups say, the later the stronger")
    func groups() throws {
        let text = """
            [client]
            user=app
            password="p#1"
            host=db
            port=3307
            [mysqld]
            user=mysql
            skip-ssl
            nonsense=1
            [shop]
            database=shop
            connect-timeout=2.5
            user=shopper
            prompt='\\u> '
            """
        let configuration = try read(text)
        #expect(configuration.address == .tcp(host: "db", port: 3307))
        #expect(configuration.user == "app")
        #expect(configuration.password.revealed == "p#1")
        #expect(configuration.database == nil)
        #expect(configuration.tls == nil)
        let both = try read(text, groups: ["shop", "client"])
        #expect((both.user, both.database, both.connectTimeout) == ("shopper", "shop", .milliseconds(2_500)))
    }

    /// The user was "1".
    @Test(
        "wants a value where a name alone says nothing",
        arguments: ["user", "host", "database", "port", "socket", "protocol", "connect-timeout", "ssl-ca", "idle-timeout"])
    func nameAlone(name: String) {
        let error = #expect(throws: MariaDBError.self) { try read("[client]\nuser=a\n\(name)") }
        let message = error?.message ?? ""
        #expect(error?.code == .invalidConfiguration, "\(message)")
        #expect(message.contains(":3 can not be used: \(name) has no value"), "\(message)")
    }

    @Test(
        "finds the socket as the client programs do",
        arguments: [
            ("socket=/s", .unixSocket(path: "/s")), ("socket=/s\nhost=localhost", .unixSocket(path: "/s")),
            ("socket=/s\nhost=db", .tcp(host: "db", port: 3306)),
            ("socket=/s\nprotocol=TCP", .tcp(host: "localhost", port: 3306)),
            ("", .tcp(host: "localhost", port: 3306)), ("socket=/s\nhost=db\nprotocol=socket", .unixSocket(path: "/s")),
        ] as [(String, MariaDBConfiguration.Address)])
    func socket(options: String, address: MariaDBConfiguration.Address) throws {
        #expect(try read("[client]\nuser=a\n\(options)").address == address)
    }

    @Test(
        "checks the server's certificate in full unless told otherwise",
        arguments: [
            ("", nil), ("skip-ssl", .disable), ("ssl=0", .disable), ("ssl", .require()), ("ssl-verify-server-cert", .require()),
            ("ssl-ca=/ca.pem", .require(certificateAuthorityFile: "/ca.pem")),
            ("ssl\nskip-ssl-verify-server-cert", .require(verification: .none)),
            ("ssl-mode=verify_ca", .require(verification: .certificateAuthority)),
            ("ssl-mode=PREFERRED", .prefer),
            (
                "ssl-fp=\(String(repeating: "ab", count: 20))",
                .require(verification: .fingerprint(String(repeating: "ab", count: 20)))
            ),
            (
                "ssl-cert=/c.pem\nssl_key=/k.pem\nssl-passphrase=open",
                .require(clientCertificate: .init(certificateFile: "/c.pem", keyFile: "/k.pem", passphrase: "open"))
            ),
        ] as [(String, MariaDBTLS?)])
    func tls(options: String, tls: MariaDBTLS?) throws {
        #expect(try read("[client]\nuser=a\nhost=db\n\(options)").tls == tls)
    }

    @Test(
        "is an error that names what is wrong",
        arguments: [
            ("[other]\nuser=a", "no user is given in client"), ("[client]\nuser=a\nport=99999", "port"),
            ("[client]\nuser=a\nssl-crl=/x", "my.cnf:3 can not be used: ssl-crl is not supported"),
            ("[client]\nuser=a\nssl-cert=/x", "ssl-cert and ssl-key go together"),
            ("[client]\nuser=a\nprotocol=pipe", "protocol must be"),
            ("[client]\nuser=a\nconnect-timeout=soon", "connect-timeout must be"), ("[client]\nuser=a\nssl=maybe", "ssl must be"),
            ("!include other.cnf", "must begin with '/'"), ("!includedir /does/not/exist", "/does/not/exist"),
        ])
    func mistakes(text: String, problem: String) throws {
        let error = #expect(throws: MariaDBError.self) { try read(text) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains(problem) == true, "\(error as Any)")
    }

    @Test("includes files and the .cnf files of folders, by name")
    func includes() throws {
        try withFolder { folder in
            try write("[client]\nuser=second\n", folder, "b.cnf")
            try write("[client]\nuser=first\ndatabase=shop\n", folder, "a.cnf")
            try write("[client]\nuser=never\n", folder, "c.txt")
            let path = try write("!includedir \(folder)\n", folder, "main")
            let configuration = try MariaDBConfiguration(optionFile: path)
            #expect((configuration.user, configuration.database) == ("second", "shop"))
        }
    }

    @Test("does not follow files that include each other for ever")
    func depth() throws {
        try withFolder { folder in
            let path = try write("!include \(folder)/my.cnf\n", folder)
            let error = #expect(throws: MariaDBError.self) { try MariaDBConfiguration(optionFile: path) }
            #expect(error?.message.contains("more than 10 deep") == true)
        }
    }

    @Test("is refused if everybody may write the file, also behind a symbolic link")
    func rights() throws {
        try withFolder { folder in
            let safe = try write("[client]\nuser=a", folder, "safe.cnf")
            let open = try write("[client]\nuser=a", folder, "open.cnf", permissions: 0o602)
            for (name, target) in [("safe", safe), ("open", open)] {
                try FileManager.default.createSymbolicLink(atPath: folder + "/" + name, withDestinationPath: target)
            }
            #expect(try MariaDBConfiguration(optionFile: folder + "/safe").user == "a")
            for path in [open, folder + "/open", folder, folder + "/missing"] {
                let error = #expect(throws: MariaDBError.self) { try MariaDBConfiguration(optionFile: path) }
                #expect(error?.message.contains(path) == true)
            }
        }
    }
}
