import MariaDB
import MariaDBTesting
import Subprocess
import Testing

@Suite("mariaq query")
struct QueryOutputTests {
    @Test("prints JSON, on a private server if it is told no other")
    func printsJSON() async throws {
        let ending = try await Program.run(["query", "SELECT 1 AS one, 'é' AS s, NULL AS n", "--format", "json"])
        #expect(ending.output == #"[{"one":1,"s":"é","n":null}]"# + "\n")
        #expect(ending.status == .exited(0))
        #expect(ending.errorLines.count == 1)
        #expect(ending.errors.contains("private"))
    }

    @Test("aligns wide characters and tells NULL from the text")
    func printsTables() async throws {
        let server = try await MariaDBServer.sharedConfiguration()
        let ending = try await Program.query(
            "SELECT '東京' AS city, NULL AS n, 12 AS i, 0.50 AS d, x'00FF' AS b UNION ALL SELECT 'Köln', 'NULL', -1, 10.25, ''",
            on: server
        )
        #expect(
            ending.output == """
                +------+--------+----+-------+--------+
                | city | n      |  i |     d | b      |
                +------+--------+----+-------+--------+
                | 東京 | NULL   | 12 |  0.50 | 0x00FF |
                | Köln | 'NULL' | -1 | 10.25 | 0x     |
                +------+--------+----+-------+--------+

                """
        )
        #expect(ending.status == .exited(0))
        #expect(ending.errors == "")
    }

    @Test("reads the SQL from standard input and the server from the environment", arguments: [["query"], ["query", "-"]])
    func readsStandardInput(arguments: [String]) async throws {
        let url = Program.url(try await MariaDBServer.sharedConfiguration())
        let ending = try await Program.run(
            arguments + ["--format=csv"], input: "SELECT 'a\nb' AS x,\n'' AS y;\n", environment: ["MARIADB_URL": url]
        )
        #expect(ending.output == "x,y\r\n\"a\nb\",\"\"\r\n")
        #expect(ending.errors == "")
    }

    @Test("binds values from left to right, as text")
    func binds() async throws {
        let server = try await MariaDBServer.sharedConfiguration()
        let ending = try await Program.query(
            "SELECT ? AS a, ? + 1 AS b, ? AS c", "--bind", "'; DROP", "--bind", "-5", "--bind", "--x", "--format", "jsonl",
            on: server
        )
        #expect(ending.output == #"{"a":"'; DROP","b":-4,"c":"--x"}"# + "\n")
    }

    @Test("prints 64-bit numbers, DECIMAL, dates and bytes to the last digit, with binds and without", arguments: [0, 1])
    func printsValues(binds: Int) async throws {
        let server = try await MariaDBServer.sharedConfiguration()
        let ending = try await Program.run(
            [
                "query",
                """
                SELECT 18446744073709551615 u, -9223372036854775808 i, 12345678901234567890.123456789 d, 1e300 f,
                    TIMESTAMP'2024-02-29 12:34:56.789' t, x'00' b, CAST('[1]' AS CHAR) j, b'101' bits, CAST(0.1 AS FLOAT) r
                """ + (binds == 0 ? "" : ", ? AS bind"),
                "--format", "json", "--url", Program.url(server),
            ] + (binds == 0 ? [] : ["--bind", "1"])
        )
        let end = binds == 0 ? "" : #","bind":"1""#
        #expect(
            ending.output == #"[{"u":18446744073709551615,"i":-9223372036854775808,"d":"12345678901234567890.123456789","#
                + #""f":1e300,"t":"2024-02-29 12:34:56.789","b":"0x00","j":"[1]","bits":"0x05","r":0.1\#(end)}]"# + "\n"
        )
    }

    @Test("says on standard error what a statement without rows did")
    func printsSummaries() async throws {
        try await MariaDBServer.sharedConfiguration().withTemporaryDatabase { database in
            let table = try await Program.query("CREATE TABLE t (i INT PRIMARY KEY AUTO_INCREMENT, s VARCHAR(2))", on: database)
            #expect(table.output == "")
            let rows = try await Program.query(
                "INSERT IGNORE INTO t (s) VALUES ('a'), ('too long')", "--format", "json", on: database
            )
            #expect(rows.errors == "mariaq: 2 rows affected (last insert id 1, 1 warning)\n")
            #expect(rows.output == "[]\n")
            #expect(rows.status == .exited(0))
        }
    }

    @Test("prints every result of a procedure")
    func printsSeveralResults() async throws {
        try await MariaDBServer.sharedConfiguration().withTemporaryDatabase { database in
            _ = try await Program.query("CREATE PROCEDURE p() BEGIN SELECT 1 AS a; SELECT 2 AS b; END", on: database)
            #expect(try await Program.query("CALL p()", "--format", "json", on: database).output == "[{\"a\":1}]\n[{\"b\":2}]\n")
            #expect(try await Program.query("CALL p()", "--format", "tsv", on: database).output == "a\n1\n\nb\n2\n")
        }
    }
}
