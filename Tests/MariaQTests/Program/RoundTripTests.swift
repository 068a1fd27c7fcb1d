import MariaDB
import MariaDBTesting
import Subprocess
import Testing

@testable import mariaq

@Suite("What mariaq exports as CSV, it imports again")
struct RoundTripTests {
    /// Columns with values beyond NULL, as SQL.
    private static let columns: [(type: String, values: [String])] = [
        ("TINYINT", ["-128", "127"]), ("SMALLINT UNSIGNED", ["0", "65535"]), ("MEDIUMINT", ["-8388608", "7"]),
        ("INT ZEROFILL", ["7", "4294967295"]), ("BIGINT", ["-9223372036854775808", "9223372036854775807"]),
        ("BIGINT UNSIGNED", ["18446744073709551615", "0"]), ("FLOAT", ["0.1", "-3.40282e38", "16777217"]),
        ("DOUBLE", ["0.1", "-1.7976931348623157e308", "2.2250738585072014e-308"]),
        ("DECIMAL(65,30)", ["-99999999999999999999999999999999999.999999999999999999999999999999", "1"]),
        ("DATE", ["'1000-01-01'", "'9999-12-31'"]), ("TIME(6)", ["'-838:59:58.999999'", "'00:00:00'"]),
        ("DATETIME(6)", ["'1000-01-01 00:00:00.000001'", "'9999-12-31 23:59:59.999999'"]),
        ("TIMESTAMP(3) NULL", ["'2038-01-19 03:14:07.999'", "'2001-02-03 04:05:06'"]), ("YEAR", ["1901", "2155"]),
        ("BIT(1)", ["b'1'", "b'0'"]), ("BIT(64)", ["0xFFFFFFFFFFFFFFFF", "49"]),
        ("ENUM('a', 'b c', 'd,e', '')", ["'d,e'", "''"]), ("SET('x', 'y', 'z')", ["'x,z'", "''"]),
        ("CHAR(10)", ["' a'", "''"]), ("VARCHAR(100)", ["'\"quoted\", and ''so'' on'", "'0x41'", "'NULL'", "'\\\\N'"]),
        ("LONGTEXT", ["'two\\nlines\\r\\nand\\ttabs\\\\'", "'\u{1F600} é \u{2028}'", "' '", "'\\Z\\0'"]),
        ("TEXT CHARACTER SET latin1", ["'ÿé'", "''"]), ("BINARY(4)", ["x'00FF0A0D'", "'ab'"]),
        ("VARBINARY(300)", ["''", "'0x41'", "x'000102030405222C5C0A0DFF'", "x'30'"]),
        ("LONGBLOB", ["x'EFBBBF'", "REPEAT(x'C328', 9000)"]),
        ("JSON", ["'{\"a\": [1, null, \"b\"]}'", "'null'"]), ("UUID", ["'123e4567-e89b-12d3-a456-426655440000'"]),
        ("INET6", ["'2001:db8::ff00:42:8329'"]), ("INET4", ["'192.168.0.1'"]),
        ("GEOMETRY", ["ST_GeomFromText('POLYGON((0 0,10 0,10 10,0 0))')", "ST_GeomFromText('POINT(1 2)', 4326)"]),
        ("POINT", ["POINT(-1.5, 1e300)"]),
    ]

    @Test("with every type of column, NULL, and what looks like something else", arguments: [true, false])
    func types(skipsBadLines: Bool) async throws {
        try await MariaDBServer.sharedConfiguration().withTemporaryDatabase { configuration in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                let names = Self.columns.indices.map { "c\($0)" }
                let definitions = zip(names, Self.columns).map { "\($0) \($1.type)" }.joined(separator: ", ")
                try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, \(unsafeSQL: definitions))")
                let rowCount = 1 + (Self.columns.map(\.values.count).max() ?? 0)
                for row in 0..<rowCount {
                    let values = Self.columns.map { row < $0.values.count ? $0.values[row] : "NULL" }.joined(separator: ", ")
                    try await connection.execute("INSERT INTO t VALUES (\(unsafeSQL: "\(row), \(values)"))")
                }
                try await connection.execute("CREATE TABLE copy LIKE t")
                let url = ["--url", Program.url(configuration)]
                let exported = try await Program.run(["export", "SELECT * FROM t ORDER BY id"] + url)
                #expect(exported.status == .exited(0), "\(exported.errors)")
                let options = skipsBadLines ? ["--skip-bad-lines"] : []
                let imported = try await Program.run(
                    ["import", "-", "--table", "copy"] + options + url, input: exported.output)
                #expect(imported.status == .exited(0), "\(imported.errors)")
                #expect(imported.errors == "")
                let copies = try await connection.fetchOne("SELECT COUNT(*) FROM copy", as: Int.self)
                #expect(copies == rowCount)
                for (name, column) in zip(names, Self.columns) {
                    let different = try await connection.fetchAll(
                        """
                        SELECT HEX(CAST(t.\(identifier: name) AS BINARY)), HEX(CAST(copy.\(identifier: name) AS BINARY))
                        FROM t JOIN copy USING (id)
                        WHERE NOT (CAST(t.\(identifier: name) AS BINARY) <=> CAST(copy.\(identifier: name) AS BINARY)
                            AND t.\(identifier: name) <=> copy.\(identifier: name))
                        """, as: (String?, String?).self)
                    #expect(different.isEmpty, "\(column.type): \(different)")
                }
            }
        }
    }

    @Test("and takes bytes from elsewhere as they are")
    func foreignBytes() async throws {
        try await MariaDBServer.sharedConfiguration().withTemporaryDatabase { configuration in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await connection.execute("CREATE TABLE t (id INT, b VARBINARY(20), name TEXT)")
                let text = "id,b,name\n1,\"0x41\",0x41\n2,0x4,0x\n3,0xGG,\n4,text,\n5,0x61C3a9,\n6,0x,\n7,\"\",\n8,,\n"
                let ending = try await Program.run(
                    ["import", "-", "--table", "t", "--url", Program.url(configuration)], input: text)
                #expect(ending.status == .exited(0), "\(ending.errors)")
                let stored = try await connection.fetchAll("SELECT HEX(b), name FROM t ORDER BY id", as: (String?, String?).self)
                #expect(stored.map(\.0) == ["30783431", "307834", "30784747", "74657874", "61C3A9", "", "", nil])
                #expect(stored.map(\.1).prefix(2) == ["0x41", "0x"])
            }
        }
    }
}
