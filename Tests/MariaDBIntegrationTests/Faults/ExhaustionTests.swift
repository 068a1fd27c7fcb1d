import Foundation
import Glibc
import MariaDB
import MariaDBTesting
import Testing

/// What there is no more of: room, descriptors, memory.
@Suite("When something has run out")
struct ExhaustionTests {
    @Test(
        "at the server, be it room for tables or for temporary ones, a statement fails with a typed error, and the connection goes on",
        arguments: [
            "CREATE TABLE d.t (a INT, pad CHAR(250)) ENGINE = InnoDB",
            "CREATE TEMPORARY TABLE d.t (pad CHAR(250)) ENGINE = InnoDB",
        ])
    func tablespaceFull(table: String) async throws {
        // Files that do not grow: a full disk that no other process sees.
        let arguments = [
            "--innodb-file-per-table=0", "--innodb-data-file-path=ibdata1:12M", "--innodb-temp-data-file-path=ibtmp1:12M",
        ]
        try await MariaDBServer.withServer(.init(arguments: arguments)) { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                try await connection.execute("CREATE DATABASE d")
                try await connection.execute(MariaDBQuery(unsafeSQL: table))
                for fill: MariaDBQuery in [
                    "INSERT INTO d.t (pad) SELECT 'x' FROM mysql.seq_1_to_200000",
                    "INSERT INTO d.t (pad) SELECT \("x") FROM mysql.seq_1_to_200000",
                ] {
                    let error = await #expect(throws: MariaDBError.self) { try await connection.execute(fill) }
                    #expect(error?.number == 1114 && error?.code == .server, "\(String(reflecting: error))")
                    #expect(error?.outcomeUnknown == false && error?.isConnectionLost == false)
                    let count = try await connection.fetchOne("SELECT COUNT(*) FROM d.t", as: Int.self)
                    #expect(count == 0, "the statement was undone")
                }
                let many = await #expect(throws: MariaDBError.self) {
                    try await connection.executeMany("INSERT INTO d.t (pad) VALUES (?)", (0..<200_000).lazy.map { "\($0)" })
                }
                #expect(many?.number == 1114 && many?.bulk?.kept == MariaDBBulkFailure.Kept.none, "\(String(reflecting: many))")
                #expect(try await connection.fetchOne("SELECT COUNT(*) FROM d.t", as: Int.self) == 0)
                try await connection.ping()
            }
        }
    }

    #if os(Linux)
    @Test(
        "in this process, be it descriptors at any step of a connect, that fails with a typed error, and works when there are some"
    )
    func descriptors() async throws {
        // In a process of its own: nobody else can open a file meanwhile.
        await #expect(processExitsWith: .success) {
            try await MariaDBServer.withServer(.init(tcp: true)) { server in
                let tcp = try #require(server.tcpConfiguration)
                for configuration in [server.configuration, tcp] {
                    // What the first connection of a process opens for good.
                    try await MariaDBConnection.withConnection(to: configuration) { try await $0.ping() }
                    var failures = 0
                    for left in 0..<8 {
                        let fillers = try useUpDescriptors(but: left)
                        defer { for filler in fillers { close(filler) } }
                        do {
                            try await MariaDBConnection.withConnection(to: configuration) { try await $0.ping() }
                        } catch {
                            failures += 1
                            let error = try #require(error as? MariaDBError)
                            try #require(error.code == .connectFailed, "\(left) left: \(error)")
                        }
                    }
                    // A connection has two.
                    try #require(failures >= 2 && failures < 8, "\(failures)")
                    try await MariaDBConnection.withConnection(to: configuration) { try await $0.ping() }
                }
            }
        }
    }
    #endif

    /// RUSTSEC-2024-0363: lengths that were counted in 32 bits let the rest of a value be read as commands.
    @Test(
        "in the protocol: a value of 4 GiB is refused before anything of it is sent, in every way",
        .enabled(if: ProcessInfo.processInfo.physicalMemory > 8 << 30, "this machine has not twice the address space for it"))
    func hugeValue() async throws {
        await #expect(processExitsWith: .success) {
            // Nobody writes to it, so it costs no memory, as long as nobody reads it either.
            let value = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 32) { _, count in count = 1 << 32 }
            try await MariaDBServer.withServer { server in
                let connection = try await MariaDBConnection.connect(to: server.configuration)
                try await connection.execute("CREATE DATABASE d")
                try await connection.select(database: "d")
                try await connection.execute("CREATE TABLE t (a INT, b LONGBLOB)")
                let statement = try await connection.prepare("INSERT INTO t VALUES (1, ?)")
                let ways: [() async throws -> Void] = [
                    { try await connection.execute("INSERT INTO t VALUES (1, \(value))") },
                    { try await statement.execute(value) },
                    { try await connection.withRows("SELECT LENGTH(\(value))") { for try await _ in $0 {} } },
                    { try await connection.executeMany("INSERT INTO t VALUES (?, ?)", [(1, value)]) },
                    { _ = try await connection.pipeline { $0.execute("INSERT INTO t VALUES (1, \(value))") }[0].get() },
                ]
                for (number, way) in ways.enumerated() {
                    let error = await #expect(throws: MariaDBError.self) { try await way() }
                    try #require(error?.code == .packetTooLarge, "\(number): \(String(describing: error?.code))")
                    try #require(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 0)
                }
                await connection.close()
            }
            try #require(try ProcessMemory.most() < 512 << 20)
        }
    }
}

#if os(Linux)
/// Opens files until there are only so many descriptors left.
private func useUpDescriptors(but left: Int) throws -> [Int32] {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    try #require(unsafe getrlimit(resource, &limit) == 0)
    limit.rlim_cur = min(limit.rlim_max, 256)
    try #require(unsafe setrlimit(resource, &limit) == 0)
    var fillers: [Int32] = []
    while case let filler = unsafe open("/dev/null", O_RDONLY), filler >= 0 { fillers.append(filler) }
    for _ in 0..<left { close(fillers.removeLast()) }
    return fillers
}
#endif
