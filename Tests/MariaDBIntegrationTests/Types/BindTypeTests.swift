import MariaDB
import Testing

@Suite("Binds of exact types")
struct BindTypeTests {
    @Test("bring decimals, dates and times to the server and back unchanged")
    func roundTrips() async throws {
        try await withTestConnection { connection in
            for text in [
                "99999999999999999999999999999999999.999999999999999999999999999999", "-0.00000000000000000000000000000000000001",
                "0",
                "99999999999999999999999999999999999999999999999999999999999999999",
            ] {
                let decimal = try #require(MariaDBDecimal(text))
                #expect(try await connection.fetchOne("SELECT \(decimal)", as: MariaDBDecimal.self).description == text)
            }
            for text in ["-838:59:59.999999", "838:59:59", "-00:00:00.000001", "00:00:00", "256:00:00", "24:00:00"] {
                let time = try #require(MariaDBTime(text))
                #expect(try await connection.fetchOne("SELECT \(time)", as: MariaDBTime.self) == time, "\(text)")
            }
            for text in ["0000-00-00", "2024-00-00", "0001-01-01", "9999-12-31", "2024-02-29"] {
                let date = try #require(MariaDBDate(text))
                #expect(try await connection.fetchOne("SELECT \(date)", as: MariaDBDate.self) == date, "\(text)")
            }
            for text in ["0000-00-00 00:00:00", "9999-12-31 23:59:59.999999", "2024-02-29 00:00:00", "0001-01-01 00:00:01"] {
                let dateTime = try #require(MariaDBDateTime(text))
                #expect(try await connection.fetchOne("SELECT \(dateTime)", as: MariaDBDateTime.self) == dateTime, "\(text)")
            }
        }
    }

    @Test("compare as their type and not as text or floating point")
    func comparisons() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (n DECIMAL(40,2), d DATETIME(6), s TIME(6))")
            let decimal = try #require(MariaDBDecimal("12345678901234567890123456789012345678.90"))
            let dateTime = try #require(MariaDBDateTime("2024-02-29 23:59:59.123456"))
            let time = try #require(MariaDBTime("-700:00:00.5"))
            try await connection.execute("INSERT INTO t VALUES (\(decimal), \(dateTime), \(time))")
            let count = try await connection.fetchOne(
                "SELECT COUNT(*) FROM t WHERE n = \(decimal) AND d = \(dateTime) AND s = \(time)", as: Int.self)
            #expect(count == 1)
            let next = try #require(MariaDBDecimal("12345678901234567890123456789012345678.91"))
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t WHERE n = \(next)", as: Int.self) == 0)
        }
    }

    @Test("of zero dates differ from NULL")
    func zeroDates() async throws {
        try await withTestConnection { connection in
            try await connection.execute("SET sql_mode = ''")
            try await connection.execute("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, d DATE, dt DATETIME)")
            try await connection.execute(
                "INSERT INTO t (d, dt) VALUES (\(MariaDBDate.zero), \(MariaDBDateTime.zero)), (NULL, NULL)")
            let rows = try await connection.fetchAll("SELECT d, dt FROM t ORDER BY id", as: (MariaDBDate?, MariaDBDateTime?).self)
            #expect(rows[0].0 == .zero && rows[0].1 == .zero && rows[1].0 == nil && rows[1].1 == nil)
        }
    }
}
