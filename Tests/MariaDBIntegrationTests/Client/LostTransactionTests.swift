import MariaDB
import MariaDBTesting
import Testing

/// What the server ends by an error is over for all that stands behind it. It was known of deadlocks only: after the other two what
/// came next was committed by itself.
@Suite("A transaction that the server has rolled back")
struct LostTransactionTests {
    @Test("lets nothing more through, whatever the reason, and throws that at its end", arguments: [1213, 1206, 1020])
    func reasons(number: Int) async throws {
        try await withTestClient(1) { client in
            try await client.execute("CREATE TABLE t (id INT PRIMARY KEY)")
            let failure = "SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = \(number), MESSAGE_TEXT = 'as if'"
            try await expectLoss(number, client) { transaction in
                let numbers = await failures(of: [failure, "INSERT INTO t VALUES (1)"], transaction)
                #expect(numbers == [number, number])
            }
            #expect(try await client.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 0)
        }
    }

    @Test("because a row has changed since its snapshot is lost as a whole, in a pipeline too", arguments: [false, true])
    func snapshot(isPipelined: Bool) async throws {
        try await withTestClient(2) { client in
            try await client.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL)")
            try await client.execute("INSERT INTO t VALUES (1, 0), (2, 0)")
            try await expectLoss(1020, client) { transaction in
                // Since MariaDB 10.6.18 and 10.11.8; on unless set since 11.6.
                try await transaction.execute("SET SESSION innodb_snapshot_isolation = ON")
                _ = try await transaction.fetchAll("SELECT n FROM t", as: Int.self)
                try await client.execute("UPDATE t SET n = 1 WHERE id = 1")
                try await transaction.execute("UPDATE t SET n = 2 WHERE id = 2")
                let statements = ["UPDATE t SET n = 3 WHERE id = 1", "INSERT INTO t VALUES (3, 3)"]
                let numbers =
                    isPipelined
                    ? try await transaction.pipeline { pipeline in
                        for sql in statements { pipeline.execute("\(unsafeSQL: sql)") }
                    }.map(Self.number) : await failures(of: statements, transaction)
                #expect(numbers == [1020, 1020])
            }
            let rows = try await client.fetchAll("SELECT id, n FROM t ORDER BY id", as: (Int, Int).self)
            #expect(rows.map(\.0) == [1, 2])
            #expect(rows.map(\.1) == [1, 0])
            #expect(try await client.fetchOne("SELECT @@autocommit", as: Int.self) == 1)
        }
    }

    /// The body lets no error through, and yet the transaction throws.
    private func expectLoss(
        _ number: Int, _ client: MariaDBClient, _ body: (MariaDBTransaction) async throws -> Void
    ) async throws {
        do {
            try await client.withTransaction { try await body($0) }
            Issue.record("a lost transaction was committed")
        } catch let error as MariaDBError {
            #expect(error.number == number)
        }
    }

    private func failures(of statements: [String], _ transaction: MariaDBTransaction) async -> [Int?] {
        var numbers: [Int?] = []
        for sql in statements {
            do {
                try await transaction.execute("\(unsafeSQL: sql)")
                numbers.append(nil)
            } catch {
                numbers.append((error as? MariaDBError)?.number)
            }
        }
        return numbers
    }

    private static func number(of result: Result<MariaDBResultSet, MariaDBError>) -> Int? {
        if case .failure(let error) = result { error.number } else { nil }
    }
}
