import MariaDB
import MariaDBTesting
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("Connecting")
struct ConnectTests {
    @Test("works over a unix socket and over TCP, also when the host is called localhost")
    func bothWays() async throws {
        var options = MariaDBServer.Options()
        options.tcp = true
        try await MariaDBServer.withServer(options) { server in
            let tcp = try #require(server.tcpConfiguration)
            guard case .tcp(_, let port) = tcp.address else { throw MissingAddress() }
            let localhost = MariaDBConfiguration(host: "localhost", port: port, user: "root")
            let byUnixSocket = "SELECT SUM(HOST = 'localhost') FROM information_schema.processlist WHERE id = CONNECTION_ID()"
            for configuration in [server.configuration, tcp, localhost] {
                let isTCP = if case .tcp = configuration.address { true } else { false }
                try await MariaDBConnection.withConnection(to: configuration) { connection in
                    #expect(connection.serverVersion.contains("MariaDB"))
                    #expect(try await connection.fetchOne("SELECT CONNECTION_ID()", as: UInt64.self) == connection.connectionID)
                    let isUnixSocket = try await connection.fetchOne(MariaDBQuery(unsafeSQL: byUnixSocket), as: Int.self) == 1
                    #expect(isUnixSocket == !isTCP)
                    #expect(try await connection.fetchOne("SELECT @@character_set_client", as: String.self) == "utf8mb4")
                }
            }
        }
    }

    @Test("takes neither user nor password from the environment")
    func environment() async throws {
        try await MariaDBServer.withServer { server in
            let setup = try await MariaDBConnection.connect(to: server.configuration)
            try await setup.execute("CREATE USER app@localhost IDENTIFIED BY 'from-the-environment'")
            await setup.close()
            setenv("MYSQL_PWD", "from-the-environment", 1)
            defer { unsetenv("MYSQL_PWD") }
            var configuration = server.configuration
            configuration.user = "app"
            let error = await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) }
            #expect(error?.code == .accessDenied)
            configuration.password = "from-the-environment"
            await try MariaDBConnection.connect(to: configuration).close()
        }
    }

    @Test("leaves no descriptor open to programs that this process starts")
    func closeOnExec() async throws {
        try await withTestConnection { connection in
            let sockets = try openSockets()
            #expect(!sockets.isEmpty)
            for descriptor in sockets {
                #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
            }
            try await connection.ping()
        }
    }

    @Test("a hundred times at once, as the first thing, gives a hundred connections")
    func manyAtOnce() async throws {
        let configuration = try await MariaDBServer.sharedConfiguration()
        let identifiers = try await withThrowingTaskGroup(of: UInt64.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try await MariaDBConnection.withConnection(to: configuration) {
                        try await $0.fetchOne("SELECT CONNECTION_ID()", as: UInt64.self)
                    }
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(identifiers.count == 100)
    }

    private func openSockets() throws -> [Int32] {
        (0..<1024).filter { descriptor in
            var status = stat()
            return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
        }
    }

    private struct MissingAddress: Error {}
}
