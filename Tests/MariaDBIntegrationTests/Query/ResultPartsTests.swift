import MariaDB
import Testing

/// Rows beyond a quarter of a megabyte are decoded while the server sends the rest. All numbers here are far beyond.
@Suite("Many rows that are decoded while the server sends them")
struct ResultPartsTests {
    private struct Item: Decodable, Equatable {
        var id: Int
        var name: String?
        var amount: Double
    }

    private static let text =
        "SELECT seq AS id, IF(seq % 3, REPEAT('x', seq % 90), NULL) AS name, seq * 0.5e0 AS amount FROM seq_1_to_50000"
    private static let queries: [MariaDBQuery] = [
        MariaDBQuery(unsafeSQL: text, binds: []), "\(unsafeSQL: text) WHERE seq > \(0)",
    ]

    @Test("are the same as those that are fetched as rows, through whatever runs the statement", arguments: queries)
    func sameValues(query: MariaDBQuery) async throws {
        func check(_ database: some MariaDBQuerying, _ expected: [Item]) async throws {
            let tuples = try await database.fetchAll(query, as: (Int, String?, Double).self)
            #expect(tuples.count == expected.count)
            #expect(zip(tuples, expected).allSatisfy { Item(id: $0.0, name: $0.1, amount: $0.2) == $1 })
            #expect(try await database.fetchAll(query, as: Item.self) == expected)
        }
        try await withTestDatabase { configuration in
            try await MariaDBClient.withClient(configuration) { client in
                let expected = try await client.fetchAll(query).map { try $0.decode(Item.self) }
                try #require(expected.count == 50_000)
                try await check(client, expected)
                try await client.withTransaction { try await check($0, expected) }
                try await client.withConnection { connection in
                    try await check(connection, expected)
                    let statement = try await connection.prepare("\(unsafeSQL: Self.text) WHERE seq > ?")
                    let tuples = try await statement.fetchAll(0, as: (Int, String?, Double).self)
                    #expect(zip(tuples, expected).allSatisfy { Item(id: $0.0, name: $0.1, amount: $0.2) == $1 })
                    #expect(tuples.count == expected.count)
                }
            }
            var hooked = MariaDBClient.Configuration(configuration)
            hooked.onAcquire = { _ in }
            try await MariaDBClient.withClient(hooked) { client in
                let items = try await client.fetchAll(query, as: Item.self)
                #expect(items.count == 50_000)
            }
        }
    }

    @Test("are prepared once, and leave the cache when their turn has come")
    func cache() async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.statementCacheSize = 1
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                func count(_ name: String) async throws -> String {
                    try await connection.fetchOne("SHOW SESSION STATUS LIKE \(unsafeSQL: "'\(name)'")").decode(String.self, at: 1)
                }
                for _ in 0..<3 { _ = try await connection.fetchAll(Self.queries[1], as: Item.self) }
                #expect(try await count("Com_stmt_prepare") == "1")
                #expect(try await connection.fetchOne("SELECT \(1)", as: Int.self) == 1)
                #expect(try await connection.fetchAll(Self.queries[1], as: Item.self).count == 50_000)
                #expect(try await count("Com_stmt_prepare") == "3")
                #expect(try await count("Com_stmt_close") == "2")
            }
        }
    }

    @Test("that are asked for by many tasks on one connection do not mix, and nobody is told that it is busy")
    func sharedConnection() async throws {
        try await withTestConnection { connection in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<12 {
                    group.addTask {
                        guard number % 3 == 0 else {
                            let found = try await connection.fetchOne("SELECT \(number)", as: Int.self)
                            return #expect(found == number)
                        }
                        let query: MariaDBQuery = "SELECT seq, \(number), REPEAT('x', 50) FROM seq_1_to_20000"
                        let rows = try await connection.fetchAll(query, as: (Int, Int, String).self)
                        #expect(rows.count == 20_000 && rows.allSatisfy { $0.1 == number })
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("of a procedure bring the results behind them along, and their errors")
    func procedure() async throws {
        try await withTestConnection { connection in
            try await connection.execute(
                """
                CREATE PROCEDURE p(fails INT) BEGIN
                    DO 1; SELECT seq, REPEAT('x', 50) FROM seq_1_to_20000; SELECT 2; SELECT seq FROM seq_1_to_1000;
                    IF fails THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'at the end'; END IF;
                END
                """)
            for query: MariaDBQuery in ["CALL p(0)", "CALL p(\(0))"] {
                #expect(try await connection.fetchAll(query, as: (Int, String).self).count == 20_000)
            }
            for query: MariaDBQuery in ["CALL p(1)", "CALL p(\(1))"] {
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.fetchAll(query, as: (Int, String).self)
                }
                #expect(error?.number == 1644 && error?.sql == query.sql)
                try await connection.ping()
            }
        }
    }
}
