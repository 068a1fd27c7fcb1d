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

    @Test("leaves no descriptor open to programs that this process starts")
    func closeOnExec() async throws {
        try await MariaDBServer.withServer { server in
            guard case .unixSocket(let path) = server.configuration.address else { throw MissingAddress() }
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                let descriptors = descriptors(connectedTo: path)
                #expect(descriptors.count == 2, "Connector/C's, and the duplicate by which others may shut it down")
                for descriptor in descriptors {
                    #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
                }
                try await connection.ping()
            }
        }
    }

    @Test("a hundred times at once gives a hundred connections")
    func manyAtOnce() async throws {
        // Of its own: the server that all tests share has room for 151, and the others need some.
        try await MariaDBServer.withServer { server in
            let configuration = server.configuration
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
    }

    private func descriptors(connectedTo path: String) -> [Int32] {
        (0..<1024).filter { descriptor in
            var address = sockaddr_un()
            var length = socklen_t(MemoryLayout<sockaddr_un>.size)
            let isSocket = unsafe withUnsafeMutablePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe getpeername(descriptor, $0, &length) == 0
                }
            }
            guard isSocket, address.sun_family == sa_family_t(AF_UNIX) else { return false }
            return unsafe withUnsafeBytes(of: address.sun_path) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) == path
            }
        }
    }

    private struct MissingAddress: Error {}
}
