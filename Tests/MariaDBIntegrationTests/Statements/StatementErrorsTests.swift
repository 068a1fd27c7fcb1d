import MariaDB
import Testing

@Suite("Errors of a statement that is executed again")
struct StatementErrorsTests {
    /// Fails at once for 1: the difference is below 0. For 5 it fails in the middle of its rows.
    private static func query(_ number: Int) -> MariaDBQuery {
        """
        SELECT seq, REPEAT('x', 20000), IF(seq < 400, 1, (SELECT s.seq FROM seq_1_to_2 s WHERE s.seq > t.seq - t.seq))
        FROM seq_1_to_500 t WHERE seq > CAST(\(number) AS UNSIGNED) - 5
        """
    }

    // Connector/C may keep a statement's error, and what fails between rows sets none in the statement.
    @Test("An execution that fails between rows has its own error, and not that of the execution before")
    func errorsBetweenRows() async throws {
        try await withTestConnection { connection in
            for _ in 1...2 {
                let first = await #expect(throws: MariaDBError.self) { try await connection.fetchAll(Self.query(1)) }
                #expect(first?.number == 1690)
                let second = await #expect(throws: MariaDBError.self) { try await connection.fetchAll(Self.query(5)) }
                #expect(second?.number == 1242)
            }
        }
    }

    @Test("So has one in a pipeline")
    func errorsInPipeline() async throws {
        try await withTestConnection { connection in
            let results = try await connection.pipeline { pipeline in
                for number in [1, 5, 1, 5] { pipeline.execute(Self.query(number)) }
            }
            let numbers = results.map { result -> Int? in
                if case .failure(let error) = result { error.number } else { nil }
            }
            #expect(numbers == [1690, 1242, 1690, 1242])
        }
    }
}
