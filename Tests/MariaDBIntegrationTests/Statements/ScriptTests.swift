import MariaDB
import Testing

@Suite("Several statements in one text")
struct ScriptTests {
    @Test("are refused unless asked for, before and after a script, whether it worked or not")
    func offByDefault() async throws {
        try await withTestConnection { connection in
            func isRefused() async throws -> Bool {
                let error = await #expect(throws: MariaDBError.self) { try await connection.execute("DO 1; DO 2") }
                return error?.number == 1064
            }
            #expect(try await isRefused())
            try await connection.executeScript(unsafeSQL: "DO 1; DO 2")
            #expect(try await isRefused())
            await #expect(throws: MariaDBError.self) { try await connection.executeScript(unsafeSQL: "DO 1; nonsense") }
            #expect(try await isRefused())
            await #expect(throws: MariaDBError.self) { try await connection.executeScript(unsafeSQL: "nonsense") }
            #expect(try await isRefused())
        }
    }

    @Test("give the result of each, in order")
    func results() async throws {
        try await withTestConnection { connection in
            let results = try await connection.executeScript(
                unsafeSQL: """
                    CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, name TEXT);
                    INSERT INTO t (name) VALUES ('a'), ('b;c');
                    SELECT * FROM t; -- all of them
                    SELECT COUNT(*) FROM t;
                    """)
            #expect(results.map { $0.columns?.count } == [nil, nil, 2, 1])
            #expect(results[1].summary.affectedRows == 2 && results[1].summary.lastInsertID == 1)
            #expect(try results[2].decode((Int, String).self).map(\.1) == ["a", "b;c"])
            #expect(try results[3].decode(Int.self) == [2])
            #expect(try await connection.fetchOne("SELECT 5", as: Int.self) == 5)
        }
    }

    @Test("are reached one after another with nextSet of a cursor")
    func cursor() async throws {
        try await withTestConnection { connection in
            let cursor = try await connection.cursor()
            #expect(try await cursor.executeScript(unsafeSQL: "SELECT 1; SELECT 2 UNION SELECT 3; DO 4; SELECT 5") == 1)
            #expect(try await cursor.fetchAll(as: Int.self) == [1])
            #expect(try await cursor.nextSet())
            #expect(try await cursor.fetchAll(as: Int.self) == [2, 3])
            #expect(try await cursor.nextSet())
            #expect(cursor.description == nil)
            #expect(try await cursor.nextSet())
            #expect(try await cursor.fetchOne(as: Int.self) == 5)
            #expect(try await !cursor.nextSet())
            await cursor.close()
        }
    }

    @Test("end with the first that fails: what came before it is in the error, and what stands behind is not run")
    func failure() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT)")
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.executeScript(
                    unsafeSQL: "INSERT INTO t VALUES (1); SELECT 7; SELECT * FROM nowhere; INSERT INTO t VALUES (2)")
            }
            #expect(error?.number == 1146 && error?.line != nil)
            #expect(error?.completedResults.count == 2)
            #expect(try error?.completedResults.last?.decode(Int.self) == [7])
            #expect(try await connection.fetchAll("SELECT id FROM t", as: Int.self) == [1])
            let first = await #expect(throws: MariaDBError.self) {
                try await connection.executeScript(unsafeSQL: "nonsense; DO 1")
            }
            #expect(first?.completedResults.isEmpty == true)
        }
    }
}
