internal import MariaDB

/// Many rows of BIGINT, BIGINT, VARCHAR and DOUBLE, every value read: unbuffered through MYSQL_BIND in C; here streamed and at once,
/// as tuples.
enum RowsWorkloads {
    private static let sql = "SELECT a, b, c, d FROM bench.rows_of_four"

    /// Fills the table; the workloads must then be run with exactly so many operations.
    static func all(on configuration: MariaDBConfiguration, rows: Int) async throws -> [Workload] {
        guard case .unixSocket(let path) = configuration.address else {
            throw BenchmarkError(description: "the C loop needs a unix socket")
        }
        let connection = try await MariaDBConnection.connect(to: configuration)
        try await connection.execute("CREATE DATABASE IF NOT EXISTS bench")
        try await connection.execute("CREATE OR REPLACE TABLE bench.rows_of_four (a BIGINT, b BIGINT, c VARCHAR(40), d DOUBLE)")
        try await connection.execute(
            """
            INSERT INTO bench.rows_of_four
            SELECT seq, seq * 1000003, CONCAT('some text ', seq), seq * 0.37e0 FROM bench.seq_1_to_\(unsafeSQL: "\(rows)")
            """)
        let cLoop = try CLoopConnection(socket: path, user: configuration.user)
        let expected = try cLoop.rows(sql)
        return [
            Workload(name: "rows/c", aim: nil) { _ in try timed { try check(cLoop.rows(sql), expected) } },
            Workload(name: "rows/streamed", aim: 1.3) { _ in
                try await timed { try await check(streamed(connection), expected) }
            },
            Workload(name: "rows/buffered", aim: 1.3) { _ in
                try await timed { try await check(buffered(connection), expected) }
            },
        ]
    }

    private static func streamed(_ connection: MariaDBConnection) async throws -> (count: Int, sum: Double) {
        try await connection.withRows(MariaDBQuery(unsafeSQL: sql)) { rows in
            var (count, sum) = (0, 0.0)
            for try await row in rows {
                let (a, b, c, d) = try row.decode((Int64, Int64, String, Double).self)
                sum += Double(a) + Double(b) + Double(c.utf8.count) + d
                count += 1
            }
            return (count, sum)
        }
    }

    private static func buffered(_ connection: MariaDBConnection) async throws -> (count: Int, sum: Double) {
        // The bind makes it a prepared statement: the binary protocol.
        let query: MariaDBQuery = "\(unsafeSQL: sql) WHERE 1 = \(1)"
        let rows = try await connection.fetchAll(query, as: (Int64, Int64, String, Double).self)
        var sum = 0.0
        for (a, b, c, d) in rows { sum += Double(a) + Double(b) + Double(c.utf8.count) + d }
        return (rows.count, sum)
    }

    private static func check(_ result: (count: Int, sum: Double), _ expected: (count: Int, sum: Double)) throws {
        guard result == expected else { throw BenchmarkError(description: "\(result) instead of \(expected)") }
    }
}
