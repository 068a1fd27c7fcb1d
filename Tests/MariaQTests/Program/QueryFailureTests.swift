import MariaDB
import MariaDBTesting
import Subprocess
import Testing

@Suite("mariaq query that fails")
struct QueryFailureTests {
    private static let password = "s3cret"

    @Test(
        "names what is wrong with a URL, in one line and without the password",
        arguments: [
            ("mariadb://root:s3cret@127.0.0.1:1/x", "127.0.0.1:1"),
            ("mariadb://root:s3cret@localhost/?socket=/nowhere/socket", "/nowhere/socket"),
            ("mariadb://root:s3cret@127.0.0.1/?sokcet=/x", "sokcet"),
            ("mariadb://root:s3cret@127.0.0.1:99999/", "99999"),
            ("mariadb://root:s3cret@127.0.0.1:port/", "URL"),
            ("mariadb://root:s3cret@127.0.0.1%0A/", "U+A"),
            ("mariadb://root:s3cret@127.0.0.1\n/", "URL"),
            ("mariadb://root:s3cret@a;b/", "';'"),
            ("mariadb://root:x@?s3cret@127.0.0.1/", "%40"),
            ("mariadb://root:x@/s3cret@127.0.0.1/", "%40"),
            ("mariadb://root:s3cret#@127.0.0.1/", "URL"),
            ("mariadb://:s3cret@127.0.0.1/", "user"),
            ("postgres://root:s3cret@127.0.0.1/", "mariadb://"),
            ("nonsense s3cret", "URL"),
            ("", "URL"),
        ]
    )
    func wrongURL(url: String, named: String) async throws {
        for ending in [
            try await Program.run(["query", "SELECT 1", "--url", url]),
            // An empty variable counts as none, so this one can not be wrong.
            try await Program.run(["query", "SELECT 1"], environment: ["MARIADB_URL": url.isEmpty ? "x" : url]),
        ] {
            expectFailure(ending, names: url.isEmpty ? "URL" : named)
        }
    }

    /// In a process of its own: Connector/C reads the variable, and other tests run beside this one.
    @Test("takes no password from the environment, where Connector/C would look for one")
    func passwordOfTheEnvironment() async throws {
        try await MariaDBServer.withServer { server in
            let connection = try await MariaDBConnection.connect(to: server.configuration)
            try await connection.execute("CREATE USER app@localhost IDENTIFIED BY 's3cret'")
            await connection.close()
            func ending(_ password: String) async throws -> Program.Ending {
                let url = Program.url(server.configuration, user: "app", password: password)
                return try await Program.run(["query", "SELECT 1", "--url", url], environment: ["MYSQL_PWD": "s3cret"])
            }
            expectFailure(try await ending(""), names: "app")
            #expect(try await ending("s3cret").status == .exited(0))
        }
    }

    @Test("names a wrong password, user or database")
    func wrongLogin() async throws {
        let server = try await MariaDBServer.sharedConfiguration()
        for (url, named) in [
            (Program.url(server, password: Self.password), server.user),
            (Program.url(server, user: "nobody", password: Self.password), "'nobody'"),
            (Program.url(server, database: "nowhere"), "'nowhere'"),
        ] {
            expectFailure(try await Program.run(["query", "SELECT 1", "--url", url]), names: named)
        }
    }

    @Test(
        "names what is wrong with a statement",
        arguments: [
            (["SELEC\n\u{1B}[31m 1"], "1064"), (["SELECT * FROM mysql.nothing"], "mysql.nothing"),
            (["SELECT ?", "--bind", "1", "--bind", "2"], "2 binds"), (["SELECT 1; SELECT 2"], "1064"), ([";"], "1065"),
        ]
    )
    func wrongStatement(arguments: [String], named: String) async throws {
        let url = Program.url(try await MariaDBServer.sharedConfiguration())
        let (sql, options) = (arguments[0], arguments.dropFirst())
        expectFailure(try await Program.run(["query", "--url", url] + options + ["--", sql]), names: named)
    }

    @Test(
        "ends with 64 if it is called wrongly",
        arguments: [
            ["query"], ["query", " \n"], ["query", "SELECT 1", "--format", "xml"], ["query", "SELECT 1", "--bind"],
            ["query", "SELECT 1", "mariadb://root:s3cret@127.0.0.1/"], ["nothing"],
        ]
    )
    func wrongUsage(arguments: [String]) async throws {
        let ending = try await Program.run(arguments)
        #expect(ending.status == .exited(64))
        #expect(ending.output == "")
        #expect(!ending.errors.isEmpty)
        #expect(!ending.errors.contains(Self.password))
    }

    private func expectFailure(
        _ ending: Program.Ending, names named: String, _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(ending.status == .exited(1), sourceLocation: location)
        #expect(ending.output == "", sourceLocation: location)
        #expect(ending.errorLines.count == 1, "\(ending.errors)", sourceLocation: location)
        #expect(ending.errors.hasPrefix("mariaq: "), sourceLocation: location)
        #expect(ending.errors.contains(named), "\(ending.errors)", sourceLocation: location)
        #expect(!ending.errors.contains(Self.password), sourceLocation: location)
        #expect(!ending.errors.unicodeScalars.contains("\u{1B}"), sourceLocation: location)
    }
}
