internal import MariaDB

/// Work whose instructions can be counted, since it is the same each time.
struct FixedWorkload: Sendable {
    let name: String
    /// What one operation is, for people.
    let title: String
    /// How many operations are counted: enough that what varies at random does not show.
    let operations: Int
    /// Does the work so many times.
    let run: @Sendable (MariaDBConfiguration, Int) async throws -> Void

    static let all = decoding + building + asking

    private static func check<Value: Equatable>(_ found: Value, _ expected: Value) throws {
        guard found == expected else { throw WrongResult(description: "\(found) instead of \(expected)") }
    }

    // MARK: From memory

    private static let rowCount = 1000

    private struct Row: Decodable {
        var a, b: Int64
        var c: String
        var d: Double
    }

    /// Fetches rows once and decodes them again and again.
    private static func decode(
        _ name: String, _ title: String, _ query: MariaDBQuery, _ body: @escaping @Sendable (MariaDBRow) throws -> Double
    ) -> FixedWorkload {
        FixedWorkload(name: name, title: title, operations: 20 * rowCount) { configuration, operations in
            let rows = try await MariaDBConnection.withConnection(to: configuration) { try await $0.fetchAll(query) }
            var sum = 0.0
            for index in 0..<operations { sum += try body(rows[index % rows.count]) }
            try check(sum > 0, true)
        }
    }

    private static let binary: MariaDBQuery = "SELECT a, b, c, d FROM rows_of_four WHERE 1 = \(1)"

    private static let decoding = [
        decode("decode-tuple", "a row of four columns to a tuple", binary) { row in
            let (a, b, c, d) = try row.decode((Int64, Int64, String, Double).self)
            return Double(a) + Double(b) + Double(c.utf8.count) + d
        },
        decode("decode-tuple-text", "the same from the text protocol", "SELECT a, b, c, d FROM rows_of_four") { row in
            let (a, b, c, d) = try row.decode((Int64, Int64, String, Double).self)
            return Double(a) + Double(b) + Double(c.utf8.count) + d
        },
        decode("decode-decodable", "a row of four columns to a Decodable", binary) { row in
            let row = try row.decode(Row.self)
            return Double(row.a) + Double(row.b) + Double(row.c.utf8.count) + row.d
        },
    ]

    private static let building = [
        FixedWorkload(name: "build-query", title: "a query with four binds", operations: 20_000) { _, operations in
            var count = 0
            for index in 0..<operations {
                let query: MariaDBQuery = "INSERT INTO t VALUES (\(index), \("text"), \(Double(index)), \(index % 2 == 0))"
                count += query.binds.count
            }
            try check(count, 4 * operations)
        }
    ]

    // MARK: From the server

    private static func selectOne(on connection: MariaDBConnection, _ count: Int) async throws {
        var sum = 0
        for _ in 0..<count { sum += try await connection.fetchOne("SELECT 1", as: Int.self) }
        try check(sum, count)
    }

    /// The client's part of statements, on the connection's thread.
    private static func perform(
        _ name: String, _ title: String, _ body: @escaping @Sendable (borrowing MariaDBSession, Int) throws -> Void
    ) -> FixedWorkload {
        FixedWorkload(name: name, title: title, operations: 1000) { configuration, operations in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await connection.perform { session in
                    for index in 0..<operations { try body(session, index) }
                }
            }
        }
    }

    private static let asking = [
        perform("select-one", "SELECT 1, inside perform") { session, _ in
            try check(session.fetchOne("SELECT 1", as: Int.self), 1)
        },
        perform("point-read", "a read by primary key, inside perform") { session, index in
            try check(session.fetchOne("SELECT name FROM points WHERE id = \(index + 1)", as: String.self).isEmpty, false)
        },
        FixedWorkload(
            name: "insert-many", title: "a row with three binds of a thousand written at once", operations: 10 * rowCount
        ) {
            configuration, operations in
            let rows = (0..<rowCount).map { ($0, "some text", Double($0)) }
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                for _ in 0..<operations / rowCount {
                    let result = try await connection.executeMany("INSERT INTO inserts (id, name, amount) VALUES (?, ?, ?)", rows)
                    try check(Int(result.affectedRows), rowCount)
                }
            }
        },
        perform("insert-row", "an insert with three binds, inside perform") { session, index in
            let amount = Double(index)
            try session.execute("INSERT INTO inserts (id, name, amount) VALUES (\(index), \("some text"), \(amount))")
        },
        FixedWorkload(name: "select-one-sticky", title: "SELECT 1, inside withConnection", operations: 1000) {
            configuration, operations in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await selectOne(on: connection, operations)
            }
        },
        // Not from an ordinary task: what the threads do until the other one wakes differs by 5 % from run to run.
        FixedWorkload(name: "read-rows", title: "a row of a thousand read at once, to a tuple", operations: 20 * rowCount) {
            configuration, operations in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                var count = 0
                for _ in 0..<operations / rowCount {
                    count += try await connection.fetchAll(binary, as: (Int64, Int64, String, Double).self).count
                }
                try check(count, operations)
            }
        },
        FixedWorkload(
            name: "read-decodables", title: "a row of a thousand read at once, to a Decodable", operations: 5 * rowCount
        ) {
            configuration, operations in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                var count = 0
                for _ in 0..<operations / rowCount { count += try await connection.fetchAll(binary, as: Row.self).count }
                try check(count, operations)
            }
        },
        FixedWorkload(name: "stream-rows", title: "a row of a thousand streamed, to a tuple", operations: 20 * rowCount) {
            configuration, operations in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                for _ in 0..<operations / rowCount {
                    try await connection.withRows(binary) { rows in
                        for try await row in rows { _ = try row.decode((Int64, Int64, String, Double).self) }
                    }
                }
            }
        },
        FixedWorkload(
            name: "stream-decodables", title: "a row of a thousand streamed as Decodables", operations: 5 * rowCount
        ) { configuration, operations in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                var count = 0
                for _ in 0..<operations / rowCount {
                    try await connection.withRows(binary) { rows in
                        for try await _ in rows.decode(Row.self) { count += 1 }
                    }
                }
                try check(count, operations)
            }
        },
    ]
}
