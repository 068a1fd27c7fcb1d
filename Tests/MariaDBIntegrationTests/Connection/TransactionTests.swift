import MariaDB
import Testing

@Suite("Transactions")
struct TransactionTests {
    private func count(_ connection: MariaDBConnection) async throws -> Int {
        try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
    }

    @Test("are committed or rolled back, and the state is known")
    func commitAndRollback() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY)")
            #expect(await connection.isAutocommit)
            try await connection.begin()
            #expect(await connection.isInTransaction)
            try await connection.execute("INSERT INTO t VALUES (\(1))")
            try await connection.rollback()
            #expect(await !connection.isInTransaction)
            #expect(try await count(connection) == 0)
            try await connection.begin()
            try await connection.execute("INSERT INTO t VALUES (\(1))")
            try await connection.commit()
            #expect(try await count(connection) == 1)
        }
    }

    @Test("begin by themselves while autocommit is off")
    func autocommit() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY)")
            try await connection.setAutocommit(false)
            #expect(await !connection.isAutocommit)
            try await connection.execute("INSERT INTO t VALUES (1)")
            #expect(await connection.isInTransaction)
            try await connection.rollback()
            #expect(try await count(connection) == 0)
            try await connection.execute("INSERT INTO t VALUES (1)")
            try await connection.setAutocommit(true)
            #expect(await !connection.isInTransaction)
            #expect(try await count(connection) == 1)
        }
    }

    @Test("are ended by statements that commit by themselves, and the flag shows it")
    func implicitCommit() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY)")
            try await connection.begin()
            try await connection.execute("INSERT INTO t VALUES (1)")
            try await connection.execute("CREATE TABLE u (id INT)")
            #expect(await !connection.isInTransaction)
            try await connection.rollback()
            #expect(try await count(connection) == 1)
        }
    }

    @Test("are rolled back also in a task that was cancelled")
    func rollbackOfACancelledTask() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY)")
            try await connection.begin()
            try await connection.execute("INSERT INTO t VALUES (1)")
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                    await #expect(throws: CancellationError.self) { try await connection.commit() }
                    await #expect(throws: Never.self) { try await connection.rollback() }
                }
            }
            #expect(await !connection.isInTransaction)
            #expect(try await count(connection) == 0)
        }
    }

    @Test("of several statements fit into one hop with perform")
    func perform() async throws {
        try await withTestConnection { connection in
            try await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT)")
            let left = try await connection.perform { session in
                try session.execute("START TRANSACTION")
                try session.execute("INSERT INTO t VALUES (\(1), \(10))")
                try session.execute("UPDATE t SET n = n - \(3)")
                let left = try session.fetchOne("SELECT n FROM t WHERE id = \(1)", as: Int.self)
                try session.execute("COMMIT")
                return left
            }
            #expect(left == 7)
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.perform { try $0.execute("INSERT INTO t VALUES (1, 1)") }
            }
            #expect(error?.number == 1062 && error?.sql == "INSERT INTO t VALUES (1, 1)")
        }
    }
}
