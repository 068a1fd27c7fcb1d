import MariaDB
import MariaDBTesting
import StateLocks
import Synchronization
import Testing

@Suite("A deadlock")
struct DeadlockTests {
    private func withTable<Value>(_ body: (MariaDBClient) async throws -> Value) async throws -> Value {
        try await withTestClient(4) { client in
            try await client.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL DEFAULT 0)")
            try await client.execute("INSERT INTO t (id) VALUES (1), (2)")
            return try await body(client)
        }
    }

    /// Two transactions lock two rows in opposite order, each after the other has its first. One of them must lose.
    private func collide(
        _ client: MariaDBClient, retry: MariaDBTransactionRetry,
        _ body: @escaping @Sendable (MariaDBTransaction, Int) async throws -> Void
    ) async -> [Result<Int, any Error>] {
        let arrivals = [AsyncGate(), AsyncGate()]
        return await withTaskGroup(of: Result<Int, any Error>.self) { group in
            for (first, second) in [(1, 2), (2, 1)] {
                group.addTask {
                    do {
                        return .success(
                            try await client.withTransaction(retry: retry) { transaction in
                                try await transaction.execute("UPDATE t SET n = n + 1 WHERE id = \(first)")
                                arrivals[first - 1].open()
                                await arrivals[second - 1].wait()
                                try await body(transaction, second)
                                return transaction.attempt
                            })
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("is 1213, undoes the whole transaction of the one who lost, and leaves the pool well: two hundred times")
    func plain() async throws {
        try await withTable { client in
            var lost = 0
            for _ in 0..<200 {
                let results = await collide(client, retry: .never) { transaction, second in
                    try await transaction.execute("UPDATE t SET n = n + 1 WHERE id = \(second)")
                }
                for case .failure(let error) in results {
                    lost += 1
                    #expect((error as? MariaDBError)?.number == 1213)
                }
            }
            #expect(lost == 200)
            let counts = try await client.fetchAll("SELECT n FROM t", as: Int.self)
            #expect(counts == [200, 200])
            #expect(client.snapshot().inUse == 0 && client.snapshot().connected <= 4)
        }
    }

    @Test("runs the whole body again on request, and tells it the attempt")
    func retry() async throws {
        try await withTable { client in
            for _ in 0..<20 {
                let results = await collide(client, retry: .deadlocks(3)) { transaction, second in
                    try await transaction.execute("UPDATE t SET n = n + 1 WHERE id = \(second)")
                }
                let attempts = results.compactMap { try? $0.get() }
                #expect(attempts.sorted() == [1, 2])
            }
            let counts = try await client.fetchAll("SELECT n FROM t", as: Int.self)
            #expect(counts == [40, 40])
        }
    }

    /// The server has rolled back and is in autocommit: what came next would stand by itself.
    @Test("that the body ignores lets nothing more through, and is thrown at the end")
    func ignored() async throws {
        try await withTable { client in
            let results = await collide(client, retry: .never) { transaction, second in
                do {
                    try await transaction.execute("UPDATE t SET n = n + 1 WHERE id = \(second)")
                } catch {
                    let again = await #expect(throws: MariaDBError.self) {
                        try await transaction.execute("UPDATE t SET n = 1000 WHERE id = \(second)")
                    }
                    #expect(again?.number == 1213)
                }
            }
            #expect(results.count { (try? $0.get()) == nil } == 1)
            let counts = try await client.fetchAll("SELECT n FROM t", as: Int.self)
            #expect(counts == [1, 1])
        }
    }

    @Test("is tried no more often than asked")
    func givesUp() async throws {
        try await withTable { client in
            let attempts = Mutex(0)
            let error = await #expect(throws: MariaDBError.self) {
                try await client.withTransaction(retry: .deadlocks(2)) { _ in
                    attempts.withLock { $0 += 1 }
                    throw MariaDBError(code: .server, message: "Deadlock found", number: 1213)
                }
            }
            #expect(error?.number == 1213 && attempts.withLock { $0 } == 3)
        }
    }
}
