internal import MariaDB

/// Rows into a table without keys.
enum OwnInserts {
    typealias Row = (Int, String, Double)

    static func entries(_ connections: OwnConnections) -> [Entry] {
        oneByOne("insert-1", inTransaction: false, connections)
            + [load(connections)] + pipeline("insert-100", connections) + pipeline("insert-100000", connections)
            + ["insert-many-100", "insert-many-100000"].map { many($0, connections) }
            + ["insert-100", "insert-100000"].flatMap { oneByOne($0, inTransaction: true, connections) }
    }

    private static func oneByOne(_ name: String, inTransaction: Bool, _ connections: OwnConnections) -> [Entry] {
        let write = { @Sendable (connection: MariaDBConnection, rows: [Row]) in
            if inTransaction { try await connection.begin() }
            for row in rows { try await connection.execute(insert(row)) }
            if inTransaction { try await connection.commit() }
        }
        return fromTaskAndBody(name, ("task", "withConnection"), connections, write) + [
            Entry(name, "perform") { operations, _ in
                let (connection, rows) = (try await connections.main(), rows(operations))
                return try await timed {
                    try await connection.perform { session in
                        if inTransaction { try session.execute("START TRANSACTION") }
                        for row in rows { try session.execute(insert(row)) }
                        if inTransaction { try session.execute("COMMIT") }
                    }
                }
            }
        ]
    }

    private static func load(_ connections: OwnConnections) -> Entry {
        Entry("load-data-100000", "loadData") { operations, _ in
            let (connection, rows) = (try await connections.main(), rows(operations))
            return try await timed {
                _ = try await connection.loadData(
                    into: "inserts", columns: ["id", "name", "amount"], from: RowsInTurn(rows: rows))
            }
        }
    }

    private static func pipeline(_ name: String, _ connections: OwnConnections) -> [Entry] {
        fromTaskAndBody(name, ("pipeline", "pipeline,withConnection"), connections, inPipeline)
    }

    /// The same writing from an ordinary task and in the body of `withConnection`.
    private static func fromTaskAndBody(
        _ name: String, _ variants: (task: String, body: String), _ connections: OwnConnections,
        _ write: @escaping @Sendable (MariaDBConnection, [Row]) async throws -> Void
    ) -> [Entry] {
        [
            Entry(name, variants.task) { operations, _ in
                let (connection, rows) = (try await connections.main(), rows(operations))
                return try await timed { try await write(connection, rows) }
            },
            Entry(name, variants.body) { operations, _ in
                let (connection, rows) = (try await connections.main(), rows(operations))
                return try await connection.withConnection { connection in
                    try await timed { try await write(connection, rows) }
                }
            },
        ]
    }

    private static func inPipeline(_ connection: MariaDBConnection, _ rows: [Row]) async throws {
        try await connection.begin()
        let results = try await connection.pipeline { pipeline in
            for row in rows { pipeline.execute(insert(row)) }
        }
        for result in results { _ = try result.get() }
        try await connection.commit()
    }

    private static func many(_ name: String, _ connections: OwnConnections) -> Entry {
        Entry(name, "executeMany") { operations, _ in
            let (connection, rows) = (try await connections.main(), rows(operations))
            return try await timed {
                let result = try await connection.executeMany("INSERT INTO inserts (id, name, amount) VALUES (?, ?, ?)", rows)
                try check(Int(result.affectedRows), operations)
            }
        }
    }

    static func rows(_ count: Int) -> [Row] {
        (0..<count).map { index in (index + 1, "some text \(index + 1)", Double(index + 1) * 0.37) }
    }

    private static func insert(_ row: Row) -> MariaDBQuery {
        "INSERT INTO inserts (id, name, amount) VALUES (\(row.0), \(row.1), \(row.2))"
    }
}
