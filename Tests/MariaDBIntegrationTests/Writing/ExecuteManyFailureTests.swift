import MariaDB
import MariaDBTesting
import StateLocks
import Testing

@Suite("executeMany, when it fails")
struct ExecuteManyFailureTests {
    private let insert: MariaDBQuery = "INSERT INTO t VALUES (?, ?)"

    /// More than one chunk, with a duplicate in the second.
    private var rows: [[MariaDBValue]] {
        let pad = MariaDBValue.text(String(repeating: "x", count: 1_000))
        return (1...2_500).map { [.integer($0 == 2_000 ? 1 : $0), pad] }
    }

    @Test("leaves no row, and says so", arguments: [true, false])
    func allOrNothing(allowsBulk: Bool) async throws {
        try await withTable("id INT PRIMARY KEY, pad VARCHAR(1000)") { connection in
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.executeMany(insert, rows, allowsBulk: allowsBulk)
            }
            #expect(error?.number == 1062)
            #expect(error?.bulk?.kept == MariaDBBulkFailure.Kept.none)
            #expect(error?.bulk?.failedRows.contains(1_999) == true)
            #expect(error?.sql == "INSERT INTO t VALUES (?, ?)")
            let left = try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
            #expect(left == 0)
            #expect(await !connection.isInTransaction)
        }
    }

    @Test("leaves the transaction that was open, without its own rows")
    func insideTransaction() async throws {
        try await withTable("id INT PRIMARY KEY, pad VARCHAR(1000)") { connection in
            try await connection.begin()
            try await connection.execute("INSERT INTO t VALUES (90000, 'mine')")
            let error = await #expect(throws: MariaDBError.self) { try await connection.executeMany(insert, rows) }
            #expect(error?.bulk?.kept == MariaDBBulkFailure.Kept.none)
            #expect(await connection.isInTransaction)
            try await connection.executeMany(insert, [(90001, "also mine")])
            try await connection.commit()
            #expect(try await connection.fetchAll("SELECT id FROM t ORDER BY id", as: Int.self) == [90000, 90001])
        }
    }

    @Test("without a transaction keeps the rows that it says", arguments: [true, false])
    func withoutTransaction(allowsBulk: Bool) async throws {
        try await withTable("id INT PRIMARY KEY, pad VARCHAR(1000)") { connection in
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.executeMany(insert, rows, transaction: false, allowsBulk: allowsBulk)
            }
            guard case .first(let count)? = error?.bulk?.kept else {
                Issue.record("\(String(describing: error?.bulk))")
                return
            }
            #expect(count > 500)
            let left = try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
            #expect(left == count)
            #expect(error?.bulk?.failedRows.lowerBound == count)
        }
    }

    @Test("takes back an UPDATE that failed in the middle")
    func update() async throws {
        try await withTable("id INT PRIMARY KEY, n INT UNIQUE") { connection in
            try await connection.executeMany("INSERT INTO t VALUES (?, ?)", (1...10).map { ($0, $0) })
            await #expect(throws: MariaDBError.self) {
                try await connection.executeMany("UPDATE t SET n = ? WHERE id = ?", [(100, 1), (101, 2), (100, 3)])
            }
            #expect(try await connection.fetchOne("SELECT MAX(n) FROM t", as: Int.self) == 10)
        }
    }

    @Test("says that an engine without transactions kept rows")
    func engineWithoutTransactions() async throws {
        try await withTable("id INT PRIMARY KEY, pad VARCHAR(1000)") { connection in
            try await connection.execute("ALTER TABLE t ENGINE = MyISAM")
            let error = await #expect(throws: MariaDBError.self) { try await connection.executeMany(insert, rows) }
            #expect(error?.bulk?.kept == .unknown)
        }
    }

    @Test("refuses a row with too few or too many values before it is sent", arguments: [1, 3])
    func wrongCount(count: Int) async throws {
        try await withTable("a INT, b INT") { connection in
            let rows = [[1, 2], Array(repeating: 3, count: count)]
            let error = await #expect(throws: MariaDBError.self) { try await connection.executeMany(insert, rows) }
            #expect(error?.code == .invalidQuery)
            #expect(error?.message == "row 1 has \(count) values and the statement has 2 placeholders")
            let left = try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
            #expect(left == 0)
        }
    }

    @Test("refuses a row above max_allowed_packet before it is sent, and the connection lives", arguments: [true, false])
    func tooLarge(allowsBulk: Bool) async throws {
        try await MariaDBServer.withServer(.init(arguments: ["--max-allowed-packet=1M"])) { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                try await connection.execute("CREATE DATABASE d")
                try await connection.select(database: "d")
                try await connection.execute("CREATE TABLE t (id INT, pad LONGTEXT)")
                let large = String(repeating: "x", count: 1 << 20)
                let rows: [[MariaDBValue]] = [[.integer(1), .text("small")], [.integer(2), .text(large)]]
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.executeMany(insert, rows, allowsBulk: allowsBulk)
                }
                #expect(error?.code == .packetTooLarge, "\(String(describing: error))")
                #expect(error?.message.hasPrefix("row 1 has 1048") == true)
                // Just below it goes.
                let fitting = MariaDBValue.text(String(repeating: "x", count: (1 << 20) - 200))
                let result = try await connection.executeMany(
                    insert, [[.integer(1), fitting], [.integer(2), fitting]], allowsBulk: allowsBulk)
                #expect(result.affectedRows == 2)
                #expect(result.statementCount == 2)
            }
        }
    }

    @Test("refuses a statement without placeholders, with values, or that the server does not know")
    func badStatements() async throws {
        try await withTable("a INT") { connection in
            for query in ["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (\(1))"] as [MariaDBQuery] {
                let error = await #expect(throws: MariaDBError.self) { try await connection.executeMany(query, [1]) }
                #expect(error?.code == .invalidQuery)
            }
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.executeMany("INSRT INTO t VALUES (?)", [1])
            }
            #expect(error?.number == 1064)
            try await connection.ping()
        }
    }

    @Test("keeps other calls of the connection away until it ends")
    func busy() async throws {
        try await withTable("a INT") { connection in
            let (numbers, source) = AsyncStream.makeStream(of: Int.self)
            async let result = connection.executeMany("INSERT INTO t VALUES (?)", numbers)
            source.yield(1)
            let isBusy = try await eventually {
                do {
                    try await connection.ping()
                    return false
                } catch {
                    return (error as? MariaDBError)?.code == .connectionBusy
                }
            }
            #expect(isBusy)
            source.finish()
            #expect(try await result.affectedRows == 1)
            try await connection.ping()
        }
    }

    @Test("at a deadline ends the reading of rows, and leaves none")
    func deadline() async throws {
        // On a busy machine the statement may not be prepared within 50 ms, and then it is that which ends.
        for time in [50, 500, 5_000] where try await readingEnds(at: .milliseconds(time)) { return }
        Issue.record("no row was read within 5 s")
    }

    /// Returns `false` if the deadline came before the first row was read.
    private func readingEnds(at time: Duration) async throws -> Bool {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE slow (a INT) ENGINE = InnoDB")
            let read = Lock(0)
            // The first packet would be full after minutes.
            let rows = AsyncStream(unfolding: {
                try? await Task.sleep(for: .milliseconds(1))
                return read.withLock { count in
                    count += 1
                    return [count]
                }
            })
            let error = await #expect(throws: MariaDBError.self) {
                try await MariaDBDeadline.within(time) {
                    try await connection.executeMany("INSERT INTO slow VALUES (?)", rows)
                }
            }
            let rowsRead = read.withLock { $0 }
            guard rowsRead > 0 else { return false }
            #expect(error?.code == .waitTimeout, "\(String(reflecting: error))")
            #expect(rowsRead < 10_000)
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM slow", as: Int.self) == 0)
            return true
        }
    }
}
