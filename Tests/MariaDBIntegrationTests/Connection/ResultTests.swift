import MariaDB
import MariaDBTesting
import Testing

@Suite("Results")
struct ResultTests {
    @Test("of every size arrive whole, as text and with binds")
    func sizes() async throws {
        try await withTestConnection { connection in
            for (rows, size) in [(0, 0), (1, 0), (10_000, 20), (300, 70_000), (2, 15_000_000)] {
                for query: MariaDBQuery in [
                    "SELECT seq, REPEAT('x', \(unsafeSQL: "\(size)")) FROM seq_1_to_1000000 LIMIT \(unsafeSQL: "\(rows)")",
                    "SELECT seq, REPEAT('x', \(size)) FROM seq_1_to_1000000 LIMIT \(rows)",
                ] {
                    let result = try await connection.fetchAll(query)
                    #expect(result.count == rows)
                    for (index, row) in result.enumerated() {
                        let (number, text) = try row.decode((Int, String).self)
                        guard number == index + 1, text.utf8.count == size else {
                            Issue.record("row \(index) is wrong")
                            return
                        }
                    }
                }
            }
        }
    }

    @Test("of more than the 16 MiB of one packet arrive whole, around every edge")
    func packetEdges() async throws {
        var options = MariaDBServer.Options()
        options.arguments = ["--max-allowed-packet=64M"]
        try await MariaDBServer.withServer(options) { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                for size in [16_777_205, 16_777_210, 16_777_211, 16_777_212, 16_777_215, 16_777_216, 40_000_000] {
                    let text = String(repeating: "x", count: size)
                    let there = try await connection.fetchOne(
                        "SELECT LENGTH(t), t FROM (SELECT \(text) AS t) x", as: (Int, String).self)
                    #expect(there.0 == size && there.1.utf8.count == size)
                    let back = try await connection.fetchOne("SELECT REPEAT('x', \(unsafeSQL: "\(size)"))", as: String.self)
                    #expect(back.utf8.count == size)
                }
            }
        }
    }

    @Test("have up to 4,096 columns, of any name, and equal names are kept apart")
    func columns() async throws {
        try await withTestConnection { connection in
            let list = (0..<4096).map { "\($0) AS c\($0)" }.joined(separator: ",")
            for query: MariaDBQuery in ["SELECT \(unsafeSQL: list)", "SELECT \(unsafeSQL: list) FROM DUAL WHERE 1 = \(1)"] {
                let row = try await connection.fetchOne(query)
                #expect(row.columns.count == 4096)
                #expect(try row.decode(Int.self, at: 4095) == 4095)
                #expect(try row.decode(Int.self, named: "c64") == 64)
            }
            let name = "a`b é".padding("x", to: 60)
            let row = try await connection.fetchOne("SELECT 1 AS \(identifier: name), 2 AS d, 3 AS d")
            #expect(row.columns.map(\.name) == [name, "d", "d"])
            #expect(try row.decode((Int, Int, Int).self) == (1, 2, 3))
        }
    }

    @Test("say where their columns come from")
    func metadata() async throws {
        try await withTestConnection { connection in
            try await connection.execute(
                "CREATE TABLE t (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20) COLLATE utf8mb4_bin, d DECIMAL(10,3))"
            )
            for query: MariaDBQuery in [
                "SELECT x.id AS i, name, d, 1 FROM t x", "SELECT x.id AS i, name, d, 1 FROM t x WHERE 1 = \(1)",
            ] {
                try await connection.execute("INSERT INTO t (name) VALUES ('a')")
                let columns = try #require(try await connection.fetchFirst(query)).columns
                #expect(columns[0].name == "i" && columns[0].originalName == "id")
                #expect(columns[0].table == "x" && columns[0].originalTable == "t" && columns[0].database.hasPrefix("test_"))
                #expect(columns[0].flags.isSuperset(of: [.unsigned, .primaryKey, .notNull, .autoIncrement]))
                #expect(columns.map(\.sqlType) == ["BIGINT UNSIGNED", "VARCHAR", "DECIMAL", "INT"])
                #expect(columns[1].isText && columns[2].decimals == 3 && columns[3].table.isEmpty)
            }
        }
    }

    @Test("stay valid after the connection is closed, and may be read by many tasks")
    func outliveTheConnection() async throws {
        let rows = try await withTestConnection { try await $0.fetchAll("SELECT seq, CONCAT('row ', seq) FROM seq_1_to_1000") }
        await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for (index, row) in rows.enumerated() {
                        let (number, text) = try row.decode((Int, String).self)
                        #expect(number == index + 1 && text == "row \(number)")
                    }
                }
            }
        }
    }

    @Test("of one row: fetchFirst takes the first or none, fetchOne wants exactly one")
    func oneRow() async throws {
        try await withTestConnection { connection in
            try await connection.ping()
            #expect(try await connection.fetchFirst("SELECT 1 WHERE 0", as: Int.self) == nil)
            #expect(try await connection.fetchFirst("SELECT seq FROM seq_1_to_9", as: Int.self) == 1)
            let none = await #expect(throws: MariaDBError.self) { try await connection.fetchOne("SELECT 1 WHERE 0") }
            #expect(none?.code == .noRows)
            let many = await #expect(throws: MariaDBError.self) {
                try await connection.fetchOne("SELECT seq FROM seq_1_to_9", as: Int.self)
            }
            #expect(many?.code == .tooManyRows)
            #expect(many?.message.contains("9 rows") == true)
        }
    }

    @Test("count the rows that changed, or those that were found if the configuration says so")
    func foundRows() async throws {
        try await withTestDatabase { configuration in
            for countsFoundRows in [false, true] {
                var configuration = configuration
                configuration.countsFoundRows = countsFoundRows
                try await MariaDBConnection.withConnection(to: configuration) { connection in
                    try await connection.execute("CREATE OR REPLACE TABLE t (n INT) SELECT seq AS n FROM seq_1_to_5")
                    for query: MariaDBQuery in ["UPDATE t SET n = 1 WHERE n <= 2", "UPDATE t SET n = \(1) WHERE n <= 2"] {
                        let updated = try await connection.execute(query).affectedRows
                        #expect(countsFoundRows ? updated == 2 : updated < 2)
                    }
                    let deleted = try await connection.fetchAll("DELETE FROM t WHERE n > 3 RETURNING n", as: Int.self)
                    #expect(deleted == [4, 5])
                }
            }
        }
    }

    @Test("that can not be decoded name the statement and the place")
    func decodingErrors() async throws {
        try await withTestConnection { connection in
            do {
                _ = try await connection.fetchAll("SELECT 1, NULL", as: (Int, Int).self)
                Issue.record("NULL was read as Int")
            } catch let error as MariaDBError {
                #expect(error.code == .decodingFailed)
                #expect(error.sql == "SELECT 1, NULL")
                #expect(error.file == #fileID && error.line == #line - 5)
            }
        }
    }
}

extension String {
    fileprivate func padding(_ character: Character, to count: Int) -> String {
        self + String(repeating: character, count: max(0, count - self.count))
    }
}
