import Foundation
import MariaDB
import SystemPackage
import Testing

@testable import MariaDBTesting

@Suite("A private server")
struct MariaDBServerTests {
    @Test("answers root on its unix socket, without a password and without TCP")
    func answersOnItsSocket() async throws {
        try await MariaDBServer.withServer { server in
            let said = try await MariaDBClientProgram.run(
                "SELECT current_user(), @@character_set_server, @@collation_server, @@skip_networking, 'é'",
                on: server.configuration
            )
            #expect(said == "root@localhost\tutf8mb4\tutf8mb4_general_ci\t1\té")
            #expect(server.tcpConfiguration == nil)
            #expect(server.isRunning)
            #expect(ProcessWatch.isAlive(server.processIdentifier))
        }
    }

    @Test("has nothing in it but root, and the tables that statistics need")
    func hasNoAnonymousUser() async throws {
        try await MariaDBServer.withServer { server in
            let users = try await MariaDBClientProgram.run(
                "SELECT user, host FROM mysql.global_priv ORDER BY user, host", on: server.configuration
            )
            #expect(users == "mariadb.sys\tlocalhost\nroot\t127.0.0.1\nroot\t::1\nroot\tlocalhost")
            let databases = try await MariaDBClientProgram.run("SHOW DATABASES", on: server.configuration)
            #expect(databases == "information_schema\nmysql")
            let made = try await MariaDBClientProgram.run(
                "CREATE DATABASE a; CREATE TABLE a.t (i INT PRIMARY KEY) ENGINE=InnoDB; INSERT INTO a.t VALUES (1), (2);"
                    + "ANALYZE TABLE a.t; SELECT n_rows FROM mysql.innodb_table_stats WHERE database_name = 'a'",
                on: server.configuration
            )
            #expect(made == "a.t\tanalyze\tstatus\tOK\n2")
            let log = server.logTail(lines: 1000)
            #expect(log.contains("ready for connections"))
            #expect(!log.contains("[ERROR]"), "\(log)")
            // The one who asked whether the server answers left without logging in.
            let warnings = log.split(separator: "\n").filter { $0.contains("[Warning]") }
            #expect(warnings.allSatisfy { $0.contains("closed normally without authentication") }, "\(log)")
        }
    }

    @Test("listens on a free port of 127.0.0.1 if asked to")
    func listensOnTCP() async throws {
        try await MariaDBServer.withServer(.init(tcp: true)) { server in
            let tcp = try #require(server.tcpConfiguration)
            let said = try await MariaDBClientProgram.run("SELECT current_user(), @@bind_address", on: tcp)
            #expect(said == "root@127.0.0.1\t127.0.0.1")
        }
    }

    @Test("takes another port if the one it chose is taken before it has it")
    func takesAnotherPort() async throws {
        try await MariaDBServer.withServer(.init(tcp: true)) { first in
            let taken = try #require(first.port)
            var options = MariaDBServer.Options(tcp: true)
            options.firstPort = taken
            try await MariaDBServer.withServer(options) { second in
                let port = try #require(second.port)
                #expect(port != taken)
                let tcp = try #require(second.tcpConfiguration)
                #expect(try await MariaDBClientProgram.run("SELECT @@port", on: tcp) == "\(port)")
            }
        }
    }

    @Test("takes more arguments, and the last one wins")
    func takesArguments() async throws {
        let options = MariaDBServer.Options(arguments: ["--max-connections=17", "--character-set-server=latin1"])
        try await MariaDBServer.withServer(options) { server in
            let said = try await MariaDBClientProgram.run(
                "SELECT @@max_connections, @@character_set_server", on: server.configuration
            )
            #expect(said == "17\tlatin1")
        }
    }

    @Test("is kept from other users")
    func isPrivate() async throws {
        try await MariaDBServer.withServer { server in
            let mode = try FileManager.default.attributesOfItem(atPath: server.folder)[.posixPermissions] as? Int
            #expect(mode == 0o700)
        }
    }

    @Test("inherits no descriptor of this process")
    func inheritsNoDescriptor() async throws {
        let name = "swift-mariadb-inherited-\(UInt32.random(in: 0 ... .max))"
        let path = NSTemporaryDirectory() + name
        // Without `.closeOnExec`: children inherit it if nothing is done about it.
        let file = try FileDescriptor.open(FilePath(path), .writeOnly, options: .create, permissions: .ownerReadWrite)
        defer {
            try? file.close()
            try? FileManager.default.removeItem(atPath: path)
        }
        try await MariaDBServer.withServer { server in
            let supervisor = try #require(ProcessWatch.parent(of: server.processIdentifier))
            for process in [server.processIdentifier, supervisor] {
                let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
                let files = descriptors.compactMap {
                    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\($0)")
                }
                #expect(files.contains { $0.hasPrefix("/") })
                #expect(!files.contains { $0.hasSuffix(name) }, "\(files)")
            }
        }
    }

    @Test("runs beside others")
    func runsInParallel() async throws {
        let folders = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<6 {
                group.addTask {
                    try await MariaDBServer.withServer(.init(tcp: number.isMultiple(of: 2))) { server in
                        let said = try await MariaDBClientProgram.run(
                            "CREATE DATABASE only_here_\(number); SHOW DATABASES LIKE 'only%'", on: server.configuration
                        )
                        #expect(said == "only_here_\(number)")
                        return server.folder
                    }
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(folders.count == 6)
        #expect(!folders.contains { FileManager.default.fileExists(atPath: $0) })
    }
}
