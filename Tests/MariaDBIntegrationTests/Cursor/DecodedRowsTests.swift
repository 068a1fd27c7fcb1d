import MariaDB
import MariaDBTesting
import Testing

@Suite("Rows read as values of a type")
struct DecodedRowsTests {
    private struct Tag: Decodable, Equatable { var text: String }
    private struct Person: Decodable, Equatable {
        var id: Int
        var fullName: String?
        var tag: Tag?
    }

    private struct Numbered: Decodable {
        var seq: Int
    }

    private static let query: MariaDBQuery = """
        SELECT seq AS id, IF(seq % 3, CONCAT('row ', seq), NULL) AS full_name, IF(seq % 2, '{"text": "a"}', NULL) AS tag
        FROM seq_1_to_2000 WHERE seq > \(0)
        """

    @Test("are the same as those that are fetched at once, at every size of a batch", arguments: [1, 7, 1024])
    func sameValues(rows batch: Int) async throws {
        try await withTestConnection { connection in
            let people = try await connection.fetchAll(Self.query, as: Person.self, options: .snakeCase)
            #expect(people.count == 2000)
            let batch = MariaDBBatchLimit(rows: batch)
            try await connection.withRows(Self.query, batch: batch) { rows in
                var seen: [Person] = []
                for try await person in rows.decode(Person.self, options: .snakeCase) { seen.append(person) }
                #expect(seen == people)
            }
            try await connection.withServerCursor(Self.query, prefetch: batch.rows) { rows in
                var seen: [Person] = []
                for try await person in rows.decode(Person.self, options: .snakeCase) { seen.append(person) }
                #expect(seen == people)
            }
        }
    }

    @Test("are plain values if there is one column, and none without rows")
    func oneColumn() async throws {
        try await withTestConnection { connection in
            try await connection.withRows("SELECT seq FROM seq_1_to_3") { rows in
                var seen: [Int] = []
                for try await number in rows.decode(Int.self) { seen.append(number) }
                #expect(seen == [1, 2, 3])
            }
            try await connection.withRows("SELECT 1 WHERE 0") { rows in
                for try await _ in rows.decode(Person.self) { Issue.record("there is no row") }
            }
        }
    }

    @Test("that do not fit are errors which say where, and what comes after them can still be read")
    func mismatch() async throws {
        try await withTestConnection { connection in
            try await connection.withRows(
                "SELECT IF(seq = 3, NULL, seq) AS id FROM seq_1_to_5", batch: MariaDBBatchLimit(rows: 2)
            ) {
                rows in
                var people = rows.decode(Person.self).makeAsyncIterator()
                var seen: [Int?] = []
                for _ in 0..<2 { seen.append(try await people.next()?.id) }
                let error = await #expect(throws: MariaDBError.self) { try await people.next() }
                #expect(error?.code == .decodingFailed)
                #expect(error?.message.contains("row 2 ") == true, "\(String(describing: error))")
                #expect(error?.sql?.hasPrefix("SELECT IF") == true)
                #expect(error?.file?.hasSuffix("DecodedRowsTests.swift") == true)
                for _ in 0..<3 { seen.append(try await people.next()?.id) }
                #expect(seen == [1, 2, 4, 5, nil])
            }
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test("that end early are an error and never a short result")
    func endedEarly() async throws {
        try await withTestDatabase { configuration in
            let watcher = try await MariaDBConnection.connect(to: configuration)
            let connection = try await MariaDBConnection.connect(to: configuration)
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.withRows("SELECT seq, REPEAT('x', 500) FROM seq_1_to_100000000") { rows in
                    for try await number in rows.decode(Numbered.self) where number.seq == 10 {
                        try await watcher.execute("KILL QUERY \(unsafeSQL: "\(connection.connectionID)")")
                    }
                }
            }
            #expect(error?.number == 1317)
            #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
            await connection.close()
            await watcher.close()
        }
    }

    @Test("shared by tasks are handed out once each")
    func sharing() async throws {
        try await withTestConnection { connection in
            let people = try await connection.withRows(Self.query, batch: MariaDBBatchLimit(rows: 50)) { rows in
                let people = rows.decode(Person.self, options: .snakeCase)
                return try await withThrowingTaskGroup(of: [Person].self) { group in
                    for _ in 0..<4 {
                        group.addTask { try await people.reduce(into: []) { $0.append($1) } }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
            }
            #expect(
                try await people.sorted { $0.id < $1.id }
                    == connection.fetchAll(Self.query, as: Person.self, options: .snakeCase))
        }
    }
}
