/// A column's type, and values for it as SQL literals: what is at the edges, and what is special.
struct TypeCase {
    let type: String
    let values: [String]

    init(_ type: String, _ values: [String]) {
        self.type = type
        self.values = values
    }

    static let numbers: [TypeCase] = [
        TypeCase("BOOLEAN", ["FALSE", "TRUE", "2"]),
        TypeCase("TINYINT", ["-128", "0", "127"]),
        TypeCase("TINYINT UNSIGNED", ["0", "255"]),
        TypeCase("SMALLINT", ["-32768", "32767"]),
        TypeCase("SMALLINT UNSIGNED", ["65535"]),
        TypeCase("MEDIUMINT", ["-8388608", "8388607"]),
        TypeCase("MEDIUMINT UNSIGNED", ["16777215"]),
        TypeCase("INT", ["-2147483648", "2147483647"]),
        TypeCase("INT UNSIGNED", ["4294967295"]),
        TypeCase("INT(8) ZEROFILL", ["0", "42", "123456789"]),
        TypeCase("BIGINT", ["-9223372036854775808", "9007199254740993", "9223372036854775807"]),
        TypeCase("BIGINT UNSIGNED", ["0", "18446744073709551615"]),
        TypeCase("YEAR", ["0", "1901", "2155"]),
        TypeCase("BIT(1)", ["b'0'", "b'1'"]),
        TypeCase("BIT(8)", ["b'0'", "b'11111111'"]),
        TypeCase("BIT(64)", ["b'1'", "0xFFFFFFFFFFFFFFFF"]),
        TypeCase("FLOAT", ["0", "-1.5", "0.1", "16777216", "3.4028234e38", "1.17549e-38"]),
        TypeCase("FLOAT(7,3) ZEROFILL", ["1.5", "1234.567"]),
        TypeCase(
            "DOUBLE",
            [
                "0", "-0e0", "0.1", "-2.5e-7", "1e15", "999999999999999", "1.7976931348623157e308", "2.2250738585072014e-308",
                "5e-324",
            ]),
        TypeCase("DOUBLE(10,2)", ["12.5", "-0.01", "99999999.99"]),
        TypeCase("DOUBLE(10,2) ZEROFILL", ["12.5"]),
        TypeCase("DECIMAL(10,2)", ["-12.5", "0", "300", "99999999.99"]),
        TypeCase("DECIMAL(8,0) ZEROFILL", ["42"]),
        TypeCase(
            "DECIMAL(65,30)",
            [
                "-99999999999999999999999999999999999.999999999999999999999999999999", "0.000000000000000000000000000001", "0.5",
                "99999999999999999999999999999999999.999999999999999999999999999999",
            ]),
    ]

    static let times: [TypeCase] = [
        TypeCase("DATE", ["'0000-00-00'", "'2024-00-00'", "'0001-01-01'", "'1969-12-31'", "'2024-02-29'", "'9999-12-31'"]),
        TypeCase("TIME", ["'00:00:00'", "'-838:59:59'", "'838:59:59'", "'-00:00:01'"]),
        TypeCase("TIME(6)", ["'00:00:00'", "'-838:59:59.999999'", "'23:59:59.5'"]),
        TypeCase(
            "DATETIME", ["'0000-00-00 00:00:00'", "'2024-00-00 01:02:03'", "'9999-12-31 23:59:59'", "'1969-07-20 20:17:40'"]),
        TypeCase("DATETIME(3)", ["'2024-02-29 12:30:00.5'", "'0001-01-01 00:00:00'"]),
        TypeCase("DATETIME(6)", ["'2024-02-29 23:59:59.999999'", "'0000-00-00 00:00:00'"]),
        TypeCase("TIMESTAMP", ["'1970-01-01 00:00:01'", "'2038-01-19 03:14:07'"]),
        TypeCase("TIMESTAMP(6)", ["'0000-00-00 00:00:00'", "'2024-02-29 23:59:59.000001'"]),
    ]

    static let texts: [TypeCase] = [
        TypeCase("CHAR(8)", ["''", "'ab'"]),
        TypeCase("CHAR(36)", ["'123e4567-e89b-12d3-a456-426655440000'"]),
        TypeCase("VARCHAR(20)", ["''", "'é😀'", "'42'", "'2024-02-29'"]),
        TypeCase("VARCHAR(20) COLLATE utf8mb4_bin", ["'é'"]),
        TypeCase("VARCHAR(20) CHARACTER SET latin1", ["'é'"]),
        TypeCase("TEXT", ["'https://example.org/'"]),
        TypeCase("ENUM('small','large')", ["'small'", "'large'"]),
        TypeCase("SET('a','b')", ["''", "'a'", "'b,a'"]),
        TypeCase("JSON", ["'{\"a\": 1}'", "'[1, 2]'"]),
        TypeCase("UUID", ["'123e4567-e89b-12d3-a456-426655440000'"]),
        TypeCase("INET4", ["'192.0.2.1'"]),
        TypeCase("INET6", ["'2001:db8::ff00:42:8329'", "'::ffff:192.0.2.1'"]),
    ]

    static let bytes: [TypeCase] = [
        TypeCase("BINARY(4)", ["x''", "x'00ff'", "x'0000803f'"]),
        TypeCase("BINARY(16)", ["x'123e4567e89b12d3a456426655440000'"]),
        TypeCase("VARBINARY(8)", ["x''", "x'c328'"]),
        TypeCase("BLOB", ["x''", "x'00'", "'text'"]),
        TypeCase("POINT", ["ST_GeomFromText('POINT(1 -2.5)', 4326)"]),
        TypeCase("GEOMETRY", ["ST_GeomFromText('LINESTRING(0 0, 1 1)')"]),
    ]
}
