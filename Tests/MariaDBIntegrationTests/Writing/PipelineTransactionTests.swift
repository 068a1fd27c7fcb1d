import MariaDB
import MariaDBTesting
import Testing

@Suite("A pipeline in a transaction")
struct PipelineTransactionTests {
    @Test("is offered by clients and transactions too")
    func verbs() async throws {
        try await withTestClient(1) { client in
            try await client.execute("CREATE TABLE t (id INT PRIMARY KEY)")
            let results = try await client.pipeline { pipeline in
                for id in 0..<10 { pipeline.execute("INSERT INTO t VALUES (\(id))") }
            }
            #expect(try results.map { try $0.get().summary.affectedRows } == Array(repeating: 1, count: 10))
            await #expect(throws: Broken.self) {
                try await client.withTransaction { transaction in
                    let results = try await transaction.pipeline { pipeline in
                        pipeline.execute("DELETE FROM t WHERE id < \(5)")
                        pipeline.execute("SELECT COUNT(*) FROM t")
                    }
                    #expect(try results[1].get().decode(Int.self) == [5])
                    throw Broken()
                }
            }
            #expect(try await client.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 10)
            // By itself: beside COUNT(*) the server reads it as 0.
            #expect(try await client.fetchOne("SELECT @@autocommit", as: Int.self) == 1)
        }
    }

    @Test(
        "runs nothing outside the transaction that a deadlock has ended, of which all statements behind know",
        arguments: [false, true])
    func deadlock(isByHand: Bool) async throws {
        try await withTestClient(2) { client in
            try await client.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL)")
            try await client.execute("INSERT INTO t VALUES (1, 0), (2, 0)")
            let (heavyHasOne, lightHasTwo) = (AsyncGate(), AsyncGate())
            async let heavy: Void = client.withTransaction { transaction in
                // The one that has changed less loses.
                try await transaction.execute("INSERT INTO t SELECT seq, 0 FROM seq_1000_to_1200")
                try await transaction.execute("UPDATE t SET n = 1 WHERE id = 1")
                heavyHasOne.open()
                await lightHasTwo.wait()
                try await transaction.execute("UPDATE t SET n = 1 WHERE id = 2")
            }
            if isByHand {
                try await client.withConnection { connection in
                    try await connection.begin()
                    let results = try await lose(connection, heavyHasOne, lightHasTwo)
                    expectLoss(results)
                    #expect(await connection.isAutocommit)
                    #expect(await !connection.isInTransaction)
                }
            } else {
                let error = await #expect(throws: MariaDBError.self) {
                    try await client.withTransaction { transaction in
                        expectLoss(try await lose(transaction, heavyHasOne, lightHasTwo))
                    }
                }
                #expect(error?.number == 1213)
            }
            try await heavy
            let rows = try await client.fetchAll("SELECT id, n FROM t WHERE id < 100 ORDER BY id", as: (Int, Int).self)
            #expect(rows.map(\.0) == [1, 2])
            #expect(rows.map(\.1) == [1, 1])
            for _ in 0..<2 { #expect(try await client.fetchOne("SELECT @@autocommit", as: Int.self) == 1) }
        }
    }

    private func lose(
        _ light: some MariaDBQuerying, _ heavyHasOne: AsyncGate, _ lightHasTwo: AsyncGate
    ) async throws -> [Result<MariaDBResultSet, MariaDBError>] {
        try await light.execute("UPDATE t SET n = 2 WHERE id = 2")
        lightHasTwo.open()
        await heavyHasOne.wait()
        return try await light.pipeline { pipeline in
            pipeline.execute("INSERT INTO t VALUES (\(10), 0)")
            pipeline.execute("UPDATE t SET n = 2 WHERE id = 1")
            pipeline.execute("INSERT INTO t VALUES (\(11), 0)")
            pipeline.execute("SELECT COUNT(*) FROM t")
        }
    }

    private func expectLoss(_ results: [Result<MariaDBResultSet, MariaDBError>]) {
        #expect(results.count == 4)
        for result in results.dropFirst() {
            guard case .failure(let error) = result else {
                Issue.record("a statement behind the deadlock says that it succeeded")
                continue
            }
            #expect(error.number == 1213)
        }
    }

    @Test("leaves autocommit as it was when the transaction is over, however that ends")
    func autocommit() async throws {
        try await withTestDatabase { configuration in
            let watcher = try await MariaDBConnection.connect(to: configuration)
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT)")
                let ends: [@Sendable () async throws -> Void] = [
                    { try await connection.commit() }, { try await connection.execute("COMMIT") },
                    { try await connection.execute("CREATE TABLE other (id INT DEFAULT \(1))") },
                    {
                        let results = try await connection.pipeline { pipeline in
                            pipeline.execute("COMMIT")
                            pipeline.execute("DO \(1)")
                        }
                        for result in results { _ = try result.get() }
                    },
                ]
                for (index, end) in ends.enumerated() {
                    try await connection.begin()
                    for _ in 0..<2 {
                        let results = try await connection.pipeline { $0.execute("INSERT INTO t VALUES ()") }
                        _ = try results[0].get()
                    }
                    try await end()
                    #expect(await connection.isAutocommit, "\(index)")
                    #expect(await !connection.isInTransaction, "\(index)")
                    let count = try await watcher.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
                    #expect(count == 2 * (index + 1))
                }
                try await connection.begin()
                try await connection.pipeline { $0.execute("DELETE FROM t") }
                try await connection.rollback()
                #expect(await connection.isAutocommit)
                let count = try await watcher.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
                #expect(count == 8)
            }
            await watcher.close()
        }
    }

    @Test("commits by itself what stands behind the end of the transaction")
    func endInside() async throws {
        try await withTestDatabase { configuration in
            let watcher = try await MariaDBConnection.connect(to: configuration)
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY)")
                try await connection.begin()
                try await connection.pipeline { $0.execute("INSERT INTO t VALUES (1)") }
                let results = try await connection.pipeline { pipeline in
                    pipeline.execute("INSERT INTO t VALUES (2)")
                    pipeline.execute("COMMIT")
                    pipeline.execute("INSERT INTO t VALUES (3)")
                }
                for result in results { _ = try result.get() }
                let stored = try await watcher.fetchAll("SELECT id FROM t ORDER BY id", as: Int.self)
                #expect(stored == [1, 2, 3])
            }
            await watcher.close()
        }
    }

    @Test("in perform, with executeMany, is part of what the closure does")
    func perform() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, name TEXT)")
            let count = try await connection.perform { session in
                try session.execute("START TRANSACTION")
                let rows = (0..<100_000).map { ($0, "a name \($0)") }
                let written = try session.executeMany("INSERT INTO t VALUES (?, ?)", rows)
                #expect(written.affectedRows == 100_000 && written.rowCount == 100_000 && written.way == .bulk)
                #expect(written.statementCount > 1)
                let lists: [[MariaDBValue]] = [[.integer(-1), .null], [.integer(-2), .text("x")]]
                #expect(try session.executeMany("INSERT INTO t VALUES (?, ?)", lists).affectedRows == 2)
                let results = try session.pipeline { pipeline in
                    pipeline.execute("DELETE FROM t WHERE id = \(-1)")
                    pipeline.execute("SELECT nonsense")
                }
                #expect(try results[0].get().summary.affectedRows == 1)
                #expect(throws: MariaDBError.self) { try results[1].get() }
                let failure = #expect(throws: MariaDBError.self) {
                    try session.executeMany("INSERT INTO t VALUES (?, ?)", [(-5, "new"), (7, "there already")])
                }
                #expect(failure?.number == 1062)
                #expect(failure?.bulk?.kept == MariaDBBulkFailure.Kept.none)
                try session.execute("COMMIT")
                return try session.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
            }
            #expect(count == 100_001)
            #expect(await connection.isAutocommit)
        }
    }

    private struct Broken: Error {}
}
