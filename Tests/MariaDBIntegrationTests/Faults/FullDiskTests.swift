#if os(Linux)
import MariaDB
import MariaDBTesting
import Testing

@Suite(
    "When the server's disk is full",
    .enabled(if: SmallDisk.isAllowed, "no small file system can be mounted here, which takes root or a container's rights"))
struct FullDiskTests {
    @Test("a statement fails with a typed error and is undone, and the connection goes on")
    func tables() async throws {
        let disk = try SmallDisk()
        defer { disk.remove() }
        try await MariaDBServer.withServer { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                try await connection.execute("CREATE DATABASE d")
                let table = "CREATE TABLE d.t (pad CHAR(250)) ENGINE = InnoDB DATA DIRECTORY = '\(disk.path)'"
                try await connection.execute(MariaDBQuery(unsafeSQL: table))
                for fill: MariaDBQuery in [
                    "INSERT INTO d.t SELECT 'x' FROM mysql.seq_1_to_50000",
                    "INSERT INTO d.t SELECT \("x") FROM mysql.seq_1_to_50000",
                ] {
                    let error = await #expect(throws: MariaDBError.self) { try await connection.execute(fill) }
                    #expect(error?.number == 1114 && error?.code == .server, "\(String(reflecting: error))")
                    #expect(error?.outcomeUnknown == false && error?.isConnectionLost == false)
                    #expect(try await connection.fetchOne("SELECT COUNT(*) FROM d.t", as: Int.self) == 0)
                }
                let many = await #expect(throws: MariaDBError.self) {
                    try await connection.executeMany("INSERT INTO d.t VALUES (?)", (0..<50_000).lazy.map { "\($0)" })
                }
                #expect(many?.number == 1114 && many?.bulk?.kept == MariaDBBulkFailure.Kept.none, "\(String(reflecting: many))")
                #expect(try await connection.fetchOne("SELECT COUNT(*) FROM d.t", as: Int.self) == 0)
            }
        }
    }

    /// Of an Aria table the server waits until somebody makes room, and looks once a minute whether somebody has. Its own time limit ends
    /// that, a KILL does not: then the connection is given up.
    @Test("a statement that waits for room ends at its time-out, or with its task", arguments: [true, false])
    func waiting(isTimed: Bool) async throws {
        let disk = try SmallDisk()
        defer { disk.remove() }
        try await MariaDBServer.withServer { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                try await connection.execute("CREATE DATABASE d")
                let table = "CREATE TABLE d.t (pad CHAR(250)) ENGINE = Aria DATA DIRECTORY = '\(disk.path)'"
                try await connection.execute(MariaDBQuery(unsafeSQL: table))
                // Only a wait that has begun is ended: time enough to come there on a busy machine. Not `timeout`, whose KILL may come
                // before the server's own limit on such a one, and is all that comes then.
                let limit: MariaDBQuery = isTimed ? "SET STATEMENT max_statement_time = 5 FOR " : ""
                let query: MariaDBQuery = "\(limit)INSERT INTO d.t SELECT REPEAT(\("x"), 250) FROM mysql.seq_1_to_50000"
                let start = ContinuousClock.now
                let call = Task { _ = try await connection.execute(query) }
                if isTimed {
                    // The server says of it that the table is broken.
                    let error = await #expect(throws: MariaDBError.self) { try await call.value }
                    #expect(error?.code == .statementTimeout || error?.code == .server, "\(String(reflecting: error))")
                } else {
                    try await Task.sleep(for: .seconds(1))
                    call.cancel()
                    await #expect(throws: CancellationError.self) { try await call.value }
                }
                #expect(start.duration(to: .now) < .seconds(20))
                if isTimed { #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1) }
            }
        }
    }
}
#endif
