import MariaDB
import Testing

@Suite("A column's type")
struct ColumnMetadataTests {
    @Test("is named as in SQL, in both protocols")
    func names() async throws {
        let types = [
            "UUID", "INET6", "INET4", "JSON", "POINT", "MULTIPOLYGON", "GEOMETRY", "BIT", "ENUM('a')", "SET('a')", "YEAR",
            "BINARY(3)", "VARBINARY(3)", "VARCHAR(3)", "CHAR(3)", "TEXT", "BLOB", "BIGINT UNSIGNED", "DECIMAL(5,2)", "TIME",
            "DATETIME",
            "TIMESTAMP", "DATE", "DOUBLE", "FLOAT", "VARCHAR(3) COLLATE utf8mb4_bin",
        ]
        let names = types.map { $0.prefix { $0 != "(" } }
        try await withTestConnection { connection in
            let columns = types.enumerated().map { "c\($0) \($1) NULL" }.joined(separator: ", ")
            try await connection.execute("CREATE TABLE t (\(unsafeSQL: columns))")
            try await connection.execute("INSERT INTO t () VALUES ()")
            let text = try await connection.fetchOne("SELECT * FROM t")
            let binary = try await connection.fetchOne("SELECT * FROM t WHERE 1 = \(1)")
            for row in [text, binary] { #expect(row.columns.map { Substring($0.sqlType) } == names) }
            #expect(text.columns == binary.columns)
            #expect(text.columns[3].isJSON && text.columns[3].extendedFormat == "json" && text.columns[0].extendedType == "uuid")
        }
    }

    @Test("comes with its flags, width and origin, in both protocols")
    func flags() async throws {
        try await withTestConnection { connection in
            try await connection.execute(
                """
                CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, u INT UNIQUE, m INT ZEROFILL NOT NULL, KEY (m), b BLOB,
                c VARCHAR(9) COLLATE utf8mb4_bin, ts TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3))
                """)
            try await connection.execute("INSERT INTO t (m) VALUES (1)")
            let text = try await connection.fetchOne("SELECT * FROM t").columns
            let binary = try await connection.fetchOne("SELECT * FROM t WHERE 1 = \(1)").columns
            #expect(text == binary)
            let flags = text.map(\.flags)
            #expect(flags[0].isSuperset(of: [.primaryKey, .autoIncrement, .notNull]))
            #expect(flags[1].contains(.uniqueKey))
            #expect(flags[2].isSuperset(of: [.multipleKey, .zeroFill, .unsigned, .noDefaultValue]))
            #expect(flags[3].isSuperset(of: [.blob, .binary]) && !text[3].isText)
            #expect(flags[4].contains(.binary) && text[4].isText && text[4].length == 36)
            #expect(flags[5].isSuperset(of: [.timestamp, .onUpdateNow]) && text[5].decimals == 3)
            #expect(text[4].collation != 63 && text.allSatisfy { $0.originalTable == "t" && $0.originalName == $0.name })
        }
    }

    @Test("of GEOMETRY brings shapes to the server and back")
    func geometryRoundTrip() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, g GEOMETRY)")
            let shape = MariaDBGeometry.Shape.collection([
                .point(.init(x: 1, y: 2)), .lineString([.init(x: 0, y: 0), .init(x: 1.5, y: -1)]),
                .multiPolygon([[[.init(x: 0, y: 0), .init(x: 4, y: 0), .init(x: 4, y: 4), .init(x: 0, y: 0)]]]),
            ])
            let geometry = MariaDBGeometry(shape, srid: 4326)
            try await connection.execute("INSERT INTO t (g) VALUES (\(geometry)), (ST_GeomFromWKB(\(shape.wkb), 4326))")
            let rows = try await connection.fetchAll("SELECT g, ST_AsBinary(g) FROM t", as: (MariaDBGeometry, [UInt8]).self)
            #expect(rows.map(\.0) == [geometry, geometry] && rows.map(\.1) == [shape.wkb, shape.wkb])
        }
    }
}
