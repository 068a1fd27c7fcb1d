internal import MariaDB

/// Many rows of BIGINT, BIGINT, VARCHAR and DOUBLE, every value read.
enum OwnRows {
    private struct Row: Decodable {
        var a, b: Int64
        var c: String
        var d: Double
    }

    private struct Total: Equatable {
        var (count, sum) = (0, 0.0)

        mutating func add(_ a: Int64, _ b: Int64, _ c: String, _ d: Double) {
            sum += Double(a) + Double(b) + Double(c.utf8.count) + d
            count += 1
        }
    }

    private static let text: MariaDBQuery = "SELECT a, b, c, d FROM rows_of_four"
    /// The bind makes it a prepared statement: the binary protocol.
    private static let binary: MariaDBQuery = "SELECT a, b, c, d FROM rows_of_four WHERE 1 = \(1)"

    static func entries(_ connections: OwnConnections) -> [Entry] {
        func entry(
            _ workload: String, _ variant: String, _ read: @escaping @Sendable (MariaDBConnection) async throws -> Total
        ) -> Entry {
            Entry(workload, variant) { operations, _ in
                let connection = try await connections.main()
                return try await timed { try await check(read(connection).count, operations) }
            }
        }
        return [
            entry("rows-streamed", "tuples") { try await streamTuples($0, binary) },
            entry("rows-streamed", "Decodable") { connection in
                try await connection.withRows(binary) { rows in
                    var total = Total()
                    for try await row in rows.decode(Row.self) { total.add(row.a, row.b, row.c, row.d) }
                    return total
                }
            },
            entry("rows-buffered", "tuples") { try await tuples($0, binary) },
            entry("rows-buffered", "tuples,text") { try await tuples($0, text) },
            entry("rows-buffered", "Decodable") { connection in
                var total = Total()
                for row in try await connection.fetchAll(binary, as: Row.self) { total.add(row.a, row.b, row.c, row.d) }
                return total
            },
        ]
    }

    private static func tuples(_ connection: MariaDBConnection, _ query: MariaDBQuery) async throws -> Total {
        var total = Total()
        for (a, b, c, d) in try await connection.fetchAll(query, as: (Int64, Int64, String, Double).self) {
            total.add(a, b, c, d)
        }
        return total
    }

    private static func streamTuples(_ connection: MariaDBConnection, _ query: MariaDBQuery) async throws -> Total {
        try await connection.withRows(query) { rows in
            var total = Total()
            for try await row in rows {
                let (a, b, c, d) = try row.decode((Int64, Int64, String, Double).self)
                total.add(a, b, c, d)
            }
            return total
        }
    }

    /// Reads the table so many times over and returns how many rows there were.
    static func stream(_ connection: MariaDBConnection, times: Int) async throws -> Int {
        try await streamTuples(connection, "SELECT a, b, c, d FROM rows_of_four CROSS JOIN seq_1_to_\(unsafeSQL: "\(times)")")
            .count
    }
}
