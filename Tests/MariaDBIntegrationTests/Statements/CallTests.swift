import MariaDB
import Testing

@Suite("A stored procedure")
struct CallTests {
    @Test("gives its results, and the values of OUT and INOUT parameters in their types")
    func parameters() async throws {
        try await withTestConnection { connection in
            try await connection.execute(
                """
                CREATE PROCEDURE order_total(IN id INT, OUT total DECIMAL(10,2), INOUT n BIGINT UNSIGNED, OUT at DATETIME(3))
                BEGIN
                  SELECT id AS id, 'tea' AS item UNION ALL SELECT id, 'milk';
                  SELECT seq FROM seq_1_to_3;
                  SET total = id * 1.25, n = n + 1, at = '2024-02-29 12:00:00.125';
                END
                """)
            struct Out: Decodable, Equatable { var total: Double, n: UInt64 }
            for id in [1, 4] {
                let result = try await connection.call("order_total", .in(id), .out, .inOut(UInt64.max - 1), .out)
                #expect(result.resultSets.count == 2)
                #expect(try result.resultSets[0].decode((Int, String).self).map(\.1) == ["tea", "milk"])
                #expect(try result.resultSets[1].decode(Int.self) == [1, 2, 3])
                let total = try #require(MariaDBDecimal(id == 1 ? "1.25" : "5.00"))
                #expect(try result.out("total", as: MariaDBDecimal.self) == total)
                #expect(try result.out("N", as: UInt64.self) == .max)
                let all = try result.out(as: (MariaDBDecimal, UInt64, MariaDBDateTime).self)
                #expect(all.0 == total && all.1 == .max && all.2.microsecond == 125_000)
                #expect(try result.out(as: Out.self) == Out(total: id == 1 ? 1.25 : 5, n: .max))
                #expect(result.outRow?.columns.map(\.sqlType) == ["DECIMAL", "BIGINT UNSIGNED", "DATETIME"])
            }
        }
    }

    @Test("needs no parameters and may have only IN ones; then there are no values")
    func withoutOut() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT)")
            try await connection.execute(
                "CREATE PROCEDURE fill(IN n INT) INSERT INTO t SELECT seq FROM seq_1_to_10 WHERE seq <= n")
            try await connection.execute("CREATE PROCEDURE nothing() SELECT 'x' AS a")
            let filled = try await connection.call("fill", .in(4))
            #expect(filled.resultSets.isEmpty && filled.outRow == nil && filled.summary.affectedRows == 4)
            #expect(try await connection.call("nothing").resultSets[0].decode(String.self) == ["x"])
            let error = #expect(throws: MariaDBError.self) { try filled.out("n", as: Int.self) }
            #expect(error?.code == .decodingFailed)
            #expect(try await connection.fetchAll("SELECT COUNT(*) FROM t", as: Int.self) == [4])
        }
    }

    @Test("can be given and can give NULL, text, bytes and JSON")
    func values() async throws {
        try await withTestConnection { connection in
            try await connection.execute(
                """
                CREATE PROCEDURE p(INOUT a INT, INOUT t TEXT CHARACTER SET utf8mb4, INOUT b BLOB, OUT none VARCHAR(9))
                BEGIN SELECT JSON_OBJECT('k', a) AS j, CAST('[1]' AS CHAR) AS c; END
                """)
            let null = try await connection.call("p", .inOut(Int?.none), .inOut("é😀"), .inOut([0, 255] as [UInt8]), .out)
            let (a, t, b, none) = try null.out(as: (Int?, String, [UInt8], String?).self)
            #expect(a == nil && t == "é😀" && b == [0, 255] && none == nil)
            let columns = try #require(null.resultSets[0].columns)
            #expect(columns[0].isJSON && !columns[1].isJSON, "libmariadb loses the format on its way to the statement")
            let array: [MariaDBParameter] = [.inOut(3), .inOut(String?.none), .in([UInt8]?.none), .out]
            #expect(try await connection.call("p", array).out("a", as: Int.self) == 3)
        }
    }

    @Test("is called by any name, and in any database")
    func names() async throws {
        try await withTestConnection { connection in
            let database = try await connection.fetchOne("SELECT DATABASE()", as: String.self)
            let name = "pro`c é"
            try await connection.execute("CREATE PROCEDURE \(identifier: name)(OUT o INT) SET o = 1")
            #expect(try await connection.call("\(database).\(name)", .out).out(as: Int.self) == 1)
            for wrong in ["", "a.", ".b", "a\0b"] {
                let error = await #expect(throws: MariaDBError.self) { try await connection.call(wrong) }
                #expect(error?.code == .invalidQuery)
            }
            let unknown = await #expect(throws: MariaDBError.self) { try await connection.call("nowhere") }
            #expect(unknown?.number == 1305)
            let few = await #expect(throws: MariaDBError.self) { try await connection.call(name) }
            #expect(few?.number == 1318)
        }
    }

    @Test("that fails half-way: what it gave before is in the error, in both protocols")
    func signal() async throws {
        try await withTestConnection { connection in
            try await connection.execute(
                """
                CREATE PROCEDURE p(IN n INT) BEGIN
                SELECT seq FROM seq_1_to_3; SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'enough'; SELECT 2; END
                """)
            for query: MariaDBQuery in ["CALL p(1)", "CALL p(\(1))"] {
                let error = await #expect(throws: MariaDBError.self) { try await connection.execute(query) }
                #expect(error?.number == 1644 && error?.message.contains("enough") == true)
                #expect(try error?.completedResults.map { try $0.decode(Int.self) } == [[1, 2, 3]])
            }
            let error = await #expect(throws: MariaDBError.self) { try await connection.call("p", .in(1)) }
            #expect(error?.completedResults.count == 1)
            #expect(try await connection.fetchOne("SELECT 9", as: Int.self) == 9)
        }
    }

    @Test("that is replaced meanwhile gives what the new one gives")
    func replaced() async throws {
        try await withTestConnection { connection in
            for (body, count) in [("SELECT 1 AS a", 1), ("SELECT 1 AS a, 2 AS b", 2), ("SELECT 'x' AS z", 1)] {
                try await connection.execute("CREATE OR REPLACE PROCEDURE p(OUT o INT) BEGIN \(unsafeSQL: body); SET o = 3; END")
                for _ in 0..<2 {
                    let result = try await connection.call("p", .out)
                    #expect(result.resultSets[0].columns?.count == count)
                    #expect(try result.out(as: Int.self) == 3)
                }
            }
        }
    }
}
