import MariaDB
import Testing

@Suite("A cursor")
struct MariaDBCursorTests {
    @Test("executes and fetches, as in Python")
    func vocabulary() async throws {
        try await withTestConnection { connection in
            let cursor = try await connection.cursor()
            #expect(cursor.rowCount == -1 && cursor.description == nil && cursor.rowNumber == nil && cursor.arraySize == 1)
            #expect(try await cursor.execute("SELECT seq, CONCAT('n', seq) FROM seq_1_to_10 WHERE seq > \(2)") == 8)
            #expect(cursor.rowCount == 8)
            #expect(cursor.description?.map(\.name) == ["seq", "CONCAT('n', seq)"])
            let first = try #require(try await cursor.fetchOne(as: (Int, String).self))
            #expect(first == (3, "n3"))
            #expect(cursor.rowNumber == 1)
            #expect(try await cursor.fetchMany().count == 1)
            cursor.arraySize = 3
            #expect(try await cursor.fetchMany(as: (Int, String).self).map(\.0) == [5, 6, 7])
            #expect(try await cursor.fetchMany(2).count == 2)
            #expect(try await cursor.fetchAll(as: (Int, String).self).map(\.0) == [10])
            #expect(try await cursor.fetchOne() == nil)
            #expect(try await cursor.fetchAll().isEmpty)
            try cursor.scroll(by: -2)
            #expect(try #require(try await cursor.fetchOne(as: (Int, String).self)) == (9, "n9"))
            try cursor.scroll(to: 0)
            #expect(try #require(try await cursor.fetchOne(as: (Int, String).self)) == (3, "n3"))
            #expect(throws: MariaDBError.self) { try cursor.scroll(by: .max) }
            await cursor.close()
        }
    }

    @Test("iterates over the rows that are left")
    func iteration() async throws {
        try await withTestConnection { connection in
            let cursor = try await connection.cursor()
            try await cursor.execute("SELECT seq FROM seq_1_to_5")
            _ = try await cursor.fetchOne()
            var numbers: [Int] = []
            for try await row in cursor { numbers.append(try row.decode(Int.self)) }
            #expect(numbers == [2, 3, 4, 5])
        }
    }

    @Test("tells the AUTO_INCREMENT number and the changed rows")
    func lastInsertID() async throws {
        try await withTestConnection { connection in
            let cursor = try await connection.cursor()
            try await cursor.execute("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, s TEXT)")
            #expect(cursor.lastInsertID == nil)
            #expect(try await cursor.execute("INSERT INTO t (s) VALUES (\("a")), (\("b"))") == 2)
            #expect(cursor.lastInsertID == 1)
            let error = await #expect(throws: MariaDBError.self) { try await cursor.fetchOne() }
            #expect(error?.code == .noResultSet)
        }
    }

    @Test("reaches every result of a procedure, and the next statement gets its own")
    func procedures() async throws {
        try await withTestConnection { connection in
            try await connection.execute(
                "CREATE PROCEDURE p(n INT) BEGIN SELECT n; SELECT seq FROM seq_1_to_3; UPDATE t SET a = a + 1; END")
            try await connection.execute("CREATE TABLE t (a INT)")
            let cursor = try await connection.cursor()
            for query: MariaDBQuery in ["CALL p(7)", "CALL p(\(7))"] {
                try await cursor.execute(query)
                #expect(try await cursor.fetchAll(as: Int.self) == [7])
                #expect(try await cursor.nextSet())
                #expect(try await cursor.fetchAll(as: Int.self) == [1, 2, 3])
                #expect(try await cursor.nextSet())
                #expect(cursor.description == nil)
                #expect(try await !cursor.nextSet())
                #expect(try await connection.fetchOne("SELECT 42", as: Int.self) == 42)
            }
        }
    }

    @Test("throws the error of a procedure that fails after its first result, and the connection goes on")
    func failingProcedures() async throws {
        try await withTestConnection { connection in
            try await connection.execute(
                "CREATE PROCEDURE p() BEGIN SELECT 1; SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'enough'; END")
            for query: MariaDBQuery in ["CALL p()", "CALL p() -- \(unsafeSQL: "x")"] {
                let error = await #expect(throws: MariaDBError.self) { try await connection.execute(query) }
                #expect(error?.number == 1644 && error?.sqlState == "45000" && error?.message == "enough")
                #expect(try await connection.fetchOne("SELECT \(42)", as: Int.self) == 42)
            }
        }
    }

    @Test("gives typed errors before execute, after close, and on a closed connection")
    func misuse() async throws {
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration)
            let cursor = try await connection.cursor()
            let early = await #expect(throws: MariaDBError.self) { try await cursor.fetchAll() }
            #expect(early?.code == .noResultSet)
            try await cursor.execute("SELECT 1")
            await cursor.close()
            await cursor.close()
            for error in [
                await #expect(throws: MariaDBError.self, performing: { try await cursor.fetchOne() }),
                await #expect(throws: MariaDBError.self, performing: { try await cursor.execute("SELECT 1") }),
                await #expect(throws: MariaDBError.self, performing: { try await cursor.nextSet() }),
            ] {
                #expect(error?.code == .cursorClosed)
            }
            let open = try await connection.cursor()
            try await open.execute("SELECT 1")
            await connection.close()
            #expect(try await open.fetchAll(as: Int.self) == [1], "what was fetched stays")
            let closed = await #expect(throws: MariaDBError.self) { try await open.execute("SELECT 1") }
            #expect(closed?.code == .connectionClosed)
            let none = await #expect(throws: MariaDBError.self) { try await connection.cursor() }
            #expect(none?.code == .connectionClosed)
        }
    }

    @Test("shared by tasks hands out each row once")
    func sharing() async throws {
        try await withTestConnection { connection in
            let cursor = try await connection.cursor()
            try await cursor.execute("SELECT seq FROM seq_1_to_1000")
            let numbers = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var mine: [Int] = []
                        while let number = try await cursor.fetchOne(as: Int.self) { mine.append(number) }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(numbers.sorted() == Array(1...1000))
        }
    }
}
