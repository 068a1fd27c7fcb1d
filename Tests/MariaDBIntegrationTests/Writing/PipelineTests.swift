import MariaDB
import MariaDBTesting
import Testing

@Suite("A pipeline")
struct PipelineTests {
    @Test("gives each statement its own result, text and prepared in turn")
    func results() async throws {
        try await withTable("id INT PRIMARY KEY, n INT") { connection in
            let results = try await connection.pipeline { pipeline in
                pipeline.execute("INSERT INTO t VALUES (1, 10), (2, 20)")
                pipeline.execute("SELECT n FROM t WHERE id = \(2)")
                pipeline.execute("INSERT INTO t VALUES (\(1), \(5))")
                pipeline.execute("SELECT COUNT(*) FROM t")
                pipeline.execute("SELECT nonsense FROM nowhere")
                pipeline.execute("UPDATE t SET n = n + 1")
            }
            #expect(results.count == 6)
            #expect(try results[0].get().summary.affectedRows == 2)
            #expect(try results[1].get().decode(Int.self) == [20])
            #expect(error(results[2])?.number == 1062)
            #expect(try results[3].get().decode(Int.self) == [2])
            #expect(error(results[4])?.number == 1146)
            #expect(error(results[4])?.sql == "SELECT nonsense FROM nowhere")
            #expect(try results[5].get().summary.affectedRows == 2)
        }
    }

    @Test("matches 20,000 answers, one in seven an error")
    func many() async throws {
        try await withTable("id INT PRIMARY KEY") { connection in
            try await connection.executeMany("INSERT INTO t VALUES (?)", stride(from: 0, to: 20_000, by: 7))
            let results = try await connection.pipeline { pipeline in
                for id in 0..<20_000 {
                    if id % 2 == 0 {
                        pipeline.execute("INSERT INTO t VALUES (\(id)) RETURNING id")
                    } else {
                        pipeline.execute("INSERT INTO t VALUES (\(unsafeSQL: "\(id)")) RETURNING id")
                    }
                }
            }
            for (id, result) in results.enumerated() {
                if id % 7 == 0 {
                    #expect(error(result)?.number == 1062)
                } else {
                    #expect(try result.get().decode(Int.self) == [id])
                }
            }
        }
    }

    @Test("reads large answers, though the server has no room for them")
    func largeAnswers() async throws {
        try await withTestConnection { connection in
            let results = try await connection.pipeline { pipeline in
                for index in 0..<40 { pipeline.execute("SELECT REPEAT(CHAR(65 + \(index % 20) USING utf8mb4), 1000000)") }
            }
            for (index, result) in results.enumerated() {
                let text = try result.get().decode(String.self).first
                #expect(text?.utf8.count == 1_000_000)
                #expect(text?.utf8.first == UInt8(65 + index % 20))
            }
        }
    }

    @Test("sends statements that are larger than all that may be on its way")
    func largeStatements() async throws {
        try await withTable("pad LONGTEXT") { connection in
            let results = try await connection.pipeline { pipeline in
                for count in [10, 100_000, 20, 3_000_000, 30] {
                    pipeline.execute("INSERT INTO t VALUES (\(String(repeating: "x", count: count)))")
                }
            }
            #expect(try results.map { try $0.get().summary.affectedRows } == [1, 1, 1, 1, 1])
            #expect(try await connection.fetchOne("SELECT SUM(LENGTH(pad)) FROM t", as: Int.self) == 3_100_060)
        }
    }

    @Test("refuses a statement that the server would not take, and runs the others")
    func tooLarge() async throws {
        try await withTable("pad LONGTEXT") { connection in
            let limit = try await connection.fetchOne("SELECT @@max_allowed_packet", as: Int.self)
            let pad = String(repeating: "x", count: limit)
            let tooLarge: [MariaDBQuery] = [
                "INSERT INTO t VALUES (\(pad))", MariaDBQuery(unsafeSQL: "INSERT INTO t VALUES ('\(pad)')"),
            ]
            for query in tooLarge {
                let results = try await connection.pipeline { pipeline in
                    pipeline.execute("INSERT INTO t VALUES (\("small"))")
                    pipeline.execute(query)
                    pipeline.execute("INSERT INTO t VALUES (\("small"))")
                }
                #expect(error(results[1])?.code == .packetTooLarge)
                #expect(error(results[0]) == nil && error(results[2]) == nil)
            }
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 4)
        }
    }

    @Test(
        "refuses what can not be pipelined before it sends anything",
        arguments: [
            "LOAD DATA LOCAL INFILE 'x' INTO TABLE t", " /* c */ load xml local infile 'x' into table t",
            "/*!100000 LOAD */ DATA LOCAL INFILE 'x' INTO TABLE t", "CALL p()", "EXECUTE IMMEDIATE 'LOAD DATA …'",
            "PREPARE s FROM 'x'",
            "SET STATEMENT max_statement_time = 1 FOR LOAD DATA LOCAL INFILE 'x' INTO TABLE t", "DO 1; DO 2", "", "-- nothing",
        ])
    func refusals(sql: String) async throws {
        try await withTable("a INT") { connection in
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.pipeline { pipeline in
                    pipeline.execute("INSERT INTO t VALUES (1)")
                    pipeline.execute(MariaDBQuery(unsafeSQL: sql))
                }
            }
            #expect(error?.code == .invalidQuery)
            #expect(error?.sql == sql)
            let count = try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
            #expect(count == 0)
        }
    }

    @Test("takes semicolons in strings and at the end, nothing at all, and no cache")
    func harmless() async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.statementCacheSize = 0
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                let none = try await connection.pipeline { _ in }
                #expect(none.isEmpty)
                let results = try await connection.pipeline { pipeline in
                    pipeline.execute("SELECT 'a;b';")
                    pipeline.execute("SELECT \(1)")
                    pipeline.execute("SELECT \(2)")
                }
                #expect(try results.map { try $0.get().decode(String.self) } == [["a;b"], ["1"], ["2"]])
            }
        }
    }

    @Test("says of a connection that is lost in the middle which statements have no answer")
    func lost() async throws {
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration)
            let results = try await connection.pipeline { pipeline in
                pipeline.execute("SELECT 1")
                pipeline.execute("SELECT \(2)")
                for _ in 0..<300 { pipeline.execute("SELECT \(3) FROM (SELECT SLEEP(0.01)) x") }
                // Ends its own connection.
                pipeline.execute("SET @x = \(4)")
            }
            #expect(results.count == 303)
            #expect(await connection.isOpen)
            let id = connection.connectionID
            let killed = try await connection.pipeline { pipeline in
                pipeline.execute("SELECT 1")
                pipeline.execute("SELECT \(1)")
                pipeline.execute("SELECT SLEEP(\(30))")
                pipeline.execute("SELECT \(1)")
                Task {
                    let killer = try await MariaDBConnection.connect(to: configuration)
                    try await Task.sleep(for: .milliseconds(100))
                    try await killer.execute("KILL \(unsafeSQL: "\(id)")")
                    await killer.close()
                }
            }
            #expect(try killed[0].get().decode(Int.self) == [1])
            #expect(error(killed[2])?.isConnectionLost == true)
            #expect(error(killed[3])?.isConnectionLost == true)
            #expect(await !connection.isOpen)
        }
    }

    @Test("that is cancelled closes the connection")
    func cancellation() async throws {
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration)
            let watcher = try await MariaDBConnection.connect(to: configuration)
            let task = Task {
                try await connection.pipeline { pipeline in
                    for _ in 0..<100 { pipeline.execute("SELECT SLEEP(\(1))") }
                }
            }
            #expect(try await eventually { try await CancelWritingTests.isSleeping(connection, watcher) })
            await watcher.close()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await eventually { await !connection.isOpen })
        }
    }

    private func error(_ result: Result<MariaDBResultSet, MariaDBError>) -> MariaDBError? {
        if case .failure(let error) = result { error } else { nil }
    }
}
