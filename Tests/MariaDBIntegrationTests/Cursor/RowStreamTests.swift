import BlockingExecutors
import MariaDB
import MariaDBTesting
import Testing

@Suite("Rows read as they are asked for")
struct RowStreamTests {
    @Test(
        "are the same as those that are fetched at once, at every size of a batch",
        arguments: [
            MariaDBBatchLimit(), MariaDBBatchLimit(rows: 1), MariaDBBatchLimit(rows: 7),
            MariaDBBatchLimit(rows: .max, bytes: 100),
            MariaDBBatchLimit(rows: 0, bytes: 0),
        ])
    func sameRows(batch: MariaDBBatchLimit) async throws {
        try await withTestConnection { connection in
            let query: MariaDBQuery = """
                SELECT seq, IF(seq % 3, CONCAT('row ', seq), NULL), seq * 0.5e0, IF(seq % 5, NULL, REPEAT('x', seq % 400)),
                TIMESTAMP'2024-01-02 03:04:05' + INTERVAL seq SECOND, IF(seq % 2, NULL, CAST(seq AS DECIMAL(20, 3))), IF(seq % 7, NULL, 1)
                FROM seq_1_to_2000 WHERE seq > \(0)
                """
            func texts(_ row: MariaDBRow) throws -> [String?] { try row.cells().map { $0.isNull ? nil : try String(from: $0) } }
            let expected = try await connection.fetchAll(query).map(texts)
            var seen: [[String?]] = []
            try await connection.withRows(query, batch: batch) { rows in
                #expect(rows.columns.count == 7)
                for try await row in rows { seen.append(try texts(row)) }
            }
            #expect(seen == expected)
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test("hold one batch in memory, however many there are")
    func memory() async throws {
        try await withTestConnection { connection in
            var (count, sum) = (0, 0)
            try await connection.withRows("SELECT seq, REPEAT('x', 100) FROM seq_1_to_300000") { rows in
                for try await row in rows {
                    count += 1
                    sum += try row.decode(Int.self, at: 0)
                }
            }
            #expect(count == 300_000 && sum == 300_000 * 300_001 / 2)
        }
    }

    @Test("keep the connection busy: other calls are told so, and nothing is mixed up")
    func busy() async throws {
        try await withTestConnection { connection in
            // Once, so that it is prepared: the connection was lost when such a statement came while rows were read.
            try await connection.execute("SELECT \(1)")
            try await connection.withRows("SELECT seq FROM seq_1_to_5000") { rows in
                var seen = 0
                for try await row in rows {
                    seen += 1
                    guard seen % 1000 == 1 else { continue }
                    #expect(try row.decode(Int.self) == seen)
                    for error in [
                        await #expect(throws: MariaDBError.self, performing: { try await connection.execute("SELECT 1") }),
                        await #expect(throws: MariaDBError.self, performing: { try await connection.execute("SELECT \(1)") }),
                        await #expect(throws: MariaDBError.self, performing: { try await connection.ping() }),
                        await #expect(
                            throws: MariaDBError.self, performing: { try await connection.withRows("SELECT 1") { _ in } }),
                    ] {
                        #expect(error?.code == .connectionBusy)
                    }
                }
                #expect(seen == 5000)
                #expect(try await connection.fetchOne("SELECT 2", as: Int.self) == 2, "after the last row the connection is free")
            }
        }
    }

    @Test(
        "may be left early: the connection goes on, whether the rest is small, large or slow",
        arguments: [
            "SELECT seq FROM seq_1_to_3000", "SELECT seq, REPEAT('x', 1000) FROM seq_1_to_1000000",
            "SELECT seq, IF(seq > 2000, SLEEP(10), 0) FROM seq_1_to_3000",
        ])
    func leavingEarly(sql: String) async throws {
        try await withTestConnection { connection in
            for rowsRead in [0, 1, 1500] {
                try await connection.withRows(MariaDBQuery(unsafeSQL: sql), batch: MariaDBBatchLimit(rows: 100)) { rows in
                    guard rowsRead > 0 else { return }
                    var seen = 0
                    for try await _ in rows {
                        seen += 1
                        if seen == rowsRead { break }
                    }
                }
                for number in 0..<20 {
                    #expect(try await connection.fetchOne("SELECT \(number)", as: Int.self) == number)
                }
            }
        }
    }

    @Test("that end early are an error and never a short result", arguments: ["KILL QUERY", "KILL"])
    func endedEarly(command: String) async throws {
        try await withTestDatabase { configuration in
            let watcher = try await MariaDBConnection.connect(to: configuration)
            let connection = try await MariaDBConnection.connect(to: configuration)
            var seen = 0
            do {
                try await connection.withRows("SELECT seq, REPEAT('x', 500) FROM seq_1_to_100000000") { rows in
                    for try await _ in rows {
                        seen += 1
                        guard seen == 10 else { continue }
                        try await watcher.execute("\(unsafeSQL: command) \(unsafeSQL: "\(connection.connectionID)")")
                    }
                }
                Issue.record("the rows ended as if there were no more")
            } catch let error as MariaDBError {
                #expect(command == "KILL" ? error.isConnectionLost : error.number == 1317, "\(error)")
            }
            #expect(seen >= 10)
            #expect(await connection.isOpen == (command == "KILL QUERY"))
            if command == "KILL QUERY" {
                #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
            }
            await connection.close()
            await watcher.close()
        }
    }

    /// They ended as if there were no more, and took the rows of whatever the connection read next.
    @Test("are read inside of the body only: later they are an error, also while the connection reads others")
    func keptBeyondBody() async throws {
        try await withTestConnection { connection in
            func seen(_ rows: MariaDBRows) async throws -> [Int] {
                var seen: [Int] = []
                for try await row in rows { seen.append(try row.decode(Int.self)) }
                return seen
            }
            let kept = try await connection.withRows("SELECT seq FROM seq_1_to_5000") { $0 }
            let error = await #expect(throws: MariaDBError.self) { try await seen(kept) }
            #expect(error?.code == .cursorClosed && error?.file == #fileID)
            try await connection.withRows("SELECT seq FROM seq_1_to_3") { (rows: MariaDBRows) async throws -> Void in
                let error = await #expect(throws: MariaDBError.self) { try await seen(kept) }
                #expect(error?.code == .cursorClosed)
                #expect(try await seen(rows) == [1, 2, 3])
            }
            let whole = try await connection.withRows("SELECT seq FROM seq_1_to_3") {
                (rows: MariaDBRows) async throws -> MariaDBRows in
                #expect(try await seen(rows) == [1, 2, 3])
                return rows
            }
            #expect(try await seen(whole) == [], "what was read to its end has no more rows")
        }
    }

    @Test("that run out of the server's time are an error")
    func maximumStatementTime() async throws {
        try await withTestConnection { connection in
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.withRows(
                    "SET STATEMENT max_statement_time = 0.3 FOR SELECT seq, REPEAT('x', 500) FROM seq_1_to_100000000"
                ) { rows in
                    for try await _ in rows {}
                }
            }
            #expect(error?.number == 1969)
            try await connection.ping()
        }
    }

    @Test("are lost with the server: an error, and the body's other work is not in danger")
    func serverKilled() async throws {
        try await MariaDBServer.withServer { server in
            var configuration = server.configuration
            configuration.database = "mysql"
            let connection = try await MariaDBConnection.connect(to: configuration)
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.withRows("SELECT seq, REPEAT('x', 500) FROM seq_1_to_100000000") { rows in
                    var seen = 0
                    for try await _ in rows {
                        seen += 1
                        if seen == 5000 { await server.kill() }
                    }
                }
            }
            #expect(error?.isConnectionLost == true, "\(String(reflecting: error))")
            #expect(await !connection.isOpen)
        }
    }

    @Test("come only from statements that give rows, and errors of those come at once")
    func noRows() async throws {
        try await withTestConnection { connection in
            try await connection.ping()
            let none = await #expect(throws: MariaDBError.self) { try await connection.withRows("DO 1") { _ in } }
            #expect(none?.code == .noResultSet)
            let wrong = await #expect(throws: MariaDBError.self) {
                try await connection.withRows("SELECT * FROM nowhere") { _ in }
            }
            #expect(wrong?.number == 1146)
            let empty = try await connection.withRows("SELECT 1 WHERE 0") { rows in
                for try await _ in rows { return false }
                return true
            }
            #expect(empty)
            try await connection.ping()
        }
    }

    @Test("shared by tasks are handed out once each, and stay valid when all is over")
    func sharing() async throws {
        let rows = try await withTestConnection { connection in
            try await connection.withRows("SELECT seq FROM seq_1_to_20000") { rows in
                try await withThrowingTaskGroup(of: [MariaDBRow].self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            var mine: [MariaDBRow] = []
                            for try await row in rows { mine.append(row) }
                            return mine
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
            }
        }
        #expect(try rows.map { try $0.decode(Int.self) }.sorted() == Array(1...20_000))
    }

    // Whoever asked for more after the end got the rows of the next stream of the connection.
    @Test("that are at their end stay so while other rows are read")
    func otherRowsAfterTheEnd() async throws {
        try await withTestConnection { connection in
            try await connection.withRows("SELECT seq FROM seq_1_to_10") { first in
                let count = try await first.reduce(into: 0) { count, _ in count += 1 }
                #expect(count == 10)
                try await connection.withRows("SELECT seq FROM seq_1_to_5000") { second in
                    var seen = 0
                    for try await row in second {
                        seen += 1
                        #expect(try row.decode(Int.self) == seen)
                        for try await _ in first { Issue.record("the first rows are at their end") }
                    }
                    #expect(seen == 5000)
                }
            }
        }
    }

    @Test("that ended early are an error for every task that asks")
    func endedEarlyForAll() async throws {
        try await withTestConnection { connection in
            let query: MariaDBQuery = "SELECT seq, IF(seq = 2000, (SELECT 1 UNION SELECT 2), 0) FROM seq_1_to_3000"
            var numbers: [Int?] = []
            try await connection.withRows(query, batch: MariaDBBatchLimit(rows: 100)) { rows in
                for _ in 0..<3 {
                    do {
                        for try await _ in rows {}
                    } catch let error as MariaDBError {
                        numbers.append(error.number)
                    }
                }
            }
            #expect(numbers == [1242, 1242, 1242])
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
        }
    }
}
