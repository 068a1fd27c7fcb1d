import MariaDB
import MariaDBTesting
import StateLocks
import Synchronization
import Testing

@Suite("A transaction of a client")
struct ClientTransactionTests {
    struct Refusal: Error, Equatable {}

    private func withTable<Value>(_ maximum: Int = 4, _ body: (MariaDBClient) async throws -> Value) async throws -> Value {
        try await withTestClient(maximum) { client in
            try await client.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL DEFAULT 0)")
            return try await body(client)
        }
    }

    private func ids(_ client: some MariaDBQuerying) async throws -> [Int] {
        try await client.fetchAll("SELECT id FROM t ORDER BY id", as: Int.self)
    }

    @Test("is committed when the body returns and rolled back when it throws, with the body's own error")
    func commitAndRollback() async throws {
        try await withTable { client in
            let value = try await client.withTransaction { transaction in
                try await transaction.execute("INSERT INTO t (id) VALUES (1)")
                return transaction.attempt
            }
            #expect(value == 1)
            await #expect(throws: Refusal()) {
                try await client.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO t (id) VALUES (2)")
                    throw Refusal()
                }
            }
            let error = await #expect(throws: MariaDBError.self) {
                try await client.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO t (id) VALUES (3)")
                    try await transaction.execute("INSERT INTO t (id) VALUES (1)")
                }
            }
            #expect(error?.number == 1062 && error?.underlying == nil)
            #expect(try await ids(client) == [1])
        }
    }

    @Test("is rolled back when its task is cancelled, also when the body returns all the same")
    func cancellation() async throws {
        try await withTable { client in
            let isWaiting = AsyncGate()
            let task = Task {
                try await client.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO t (id) VALUES (1)")
                    isWaiting.open()
                    try? await Task.sleep(for: .seconds(60))
                }
            }
            await isWaiting.wait()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            let left = try await ids(client)
            #expect(left == [])
            #expect(client.snapshot().inUse == 0)
        }
    }

    @Test("throws what the commit says when it fails, and says of one whose answer was lost that its outcome is unknown")
    func failedCommit() async throws {
        try await withTable { client in
            let error = await #expect(throws: MariaDBError.self) {
                try await client.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO t (id) VALUES (1)")
                    try await transaction.withConnection { $0.connectionID }.killed(by: client)
                }
            }
            // 2006: it could not even be sent.
            #expect(error?.code == .connectionLost && error?.outcomeUnknown == (error?.number != 2006))
            let left = try await ids(client)
            #expect(left == [])
        }
    }

    @Test("inside another one is a savepoint, ten deep, and only what failed is undone")
    func savepoints() async throws {
        func descend(_ database: some MariaDBQuerying, _ depth: Int) async throws {
            try await database.withTransaction { inner in
                #expect(inner.depth == depth)
                try await inner.execute("INSERT INTO t (id) VALUES (\(depth))")
                if depth < 10 { try await descend(inner, depth + 1) }
                if depth == 6 { throw Refusal() }
            }
        }
        try await withTable { client in
            try await client.withTransaction { transaction in
                try await transaction.execute("INSERT INTO t (id) VALUES (100)")
                await #expect(throws: Refusal()) { try await descend(transaction, 1) }
                try await transaction.execute("INSERT INTO t (id) VALUES (101)")
                let error = await #expect(throws: MariaDBError.self) {
                    try await transaction.execute("ROLLBACK TO SAVEPOINT nowhere")
                }
                #expect(error?.number == 1305)
            }
            #expect(try await ids(client) == [100, 101])
            try await client.withTransaction { transaction in
                try await transaction.withTransaction { try await $0.execute("INSERT INTO t (id) VALUES (1)") }
                try await transaction.withTransaction { inner in
                    try await inner.execute("INSERT INTO t (id) VALUES (2)")
                    await #expect(throws: Refusal()) {
                        try await inner.withTransaction { innermost in
                            try await innermost.execute("INSERT INTO t (id) VALUES (3)")
                            throw Refusal()
                        }
                    }
                }
            }
            #expect(try await ids(client) == [1, 2, 100, 101])
        }
    }

    @Test("on a connection where one was begun by hand is a savepoint of that")
    func begunByHand() async throws {
        try await withTable { client in
            try await client.withConnection { connection in
                try await connection.begin()
                try await connection.withTransaction { try await $0.execute("INSERT INTO t (id) VALUES (1)") }
                #expect(await connection.isInTransaction)
                let error = await #expect(throws: MariaDBError.self) {
                    try await connection.withTransaction(isolation: .serializable) { _ in }
                }
                #expect(error?.code == .invalidTransaction)
                try await connection.rollback()
                #expect(try await ids(connection) == [])
            }
        }
    }

    @Test("has its isolation level and may be read-only, and neither outlives it")
    func options() async throws {
        try await withTable { client in
            let configuration = client.configuration.connection
            try await MariaDBConnection.withConnection(to: configuration) { other in
                /// Whether the transaction sees what others commit while it runs.
                func seesOthers(_ transaction: MariaDBTransaction) async throws -> Bool {
                    let before = try await ids(transaction).count
                    try await other.execute("INSERT INTO t (id) SELECT COALESCE(MAX(id), 0) + 1 FROM t")
                    return try await ids(transaction).count > before
                }
                try await client.withConnection { connection in
                    for _ in 0..<3 {
                        #expect(try await connection.withTransaction(isolation: .readCommitted) { try await seesOthers($0) })
                        #expect(try await !connection.withTransaction { try await seesOthers($0) })
                        let error = await #expect(throws: MariaDBError.self) {
                            try await connection.withTransaction(readOnly: true) { try await $0.execute("DELETE FROM t") }
                        }
                        #expect(error?.number == 1792)
                        try await connection.withTransaction { try await $0.execute("INSERT INTO t (id) VALUES (1000)") }
                        try await connection.execute("DELETE FROM t WHERE id = 1000")
                    }
                }
            }
        }
    }

    @Test("that a statement commits by itself shows it")
    func implicitCommit() async throws {
        try await withTable { client in
            await #expect(throws: Refusal()) {
                try await client.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO t (id) VALUES (1)")
                    try await transaction.execute("CREATE TABLE u (id INT)")
                    #expect(try await transaction.withConnection { await $0.isInTransaction } == false)
                    throw Refusal()
                }
            }
            let left = try await ids(client)
            #expect(left == [1])
        }
    }

    @Test("that waited in vain for a lock has lost one statement and not itself")
    func lockWait() async throws {
        try await withTable { client in
            try await client.execute("INSERT INTO t (id) VALUES (1), (2)")
            try await client.withTransaction { first in
                try await first.execute("UPDATE t SET n = 1 WHERE id = 1")
                try await client.withConnection { other in
                    try await other.execute("SET innodb_lock_wait_timeout = 1")
                    try await other.withTransaction { second in
                        try await second.execute("UPDATE t SET n = 2 WHERE id = 2")
                        let error = await #expect(throws: MariaDBError.self) {
                            try await second.execute("UPDATE t SET n = 2 WHERE id = 1")
                        }
                        #expect(error?.number == 1205)
                        #expect(try await second.withConnection { await $0.isInTransaction })
                    }
                }
            }
            #expect(try await client.fetchAll("SELECT n FROM t ORDER BY id", as: Int.self) == [1, 2])
        }
    }

    @Test("can be used only inside its body")
    func ended() async throws {
        try await withTable { client in
            let kept = Mutex<MariaDBTransaction?>(nil)
            try await client.withTransaction { transaction in kept.withLock { $0 = transaction } }
            let transaction = try #require(kept.withLock { $0 })
            let error = await #expect(throws: MariaDBError.self) { try await transaction.execute("DELETE FROM t") }
            #expect(error?.code == .transactionEnded && error?.file == #fileID)
        }
    }
}

extension UInt64 {
    /// Ends a connection at the server, as an administrator would, and waits until it is gone.
    fileprivate func killed(by client: MariaDBClient) async throws {
        try await client.execute("KILL \(unsafeSQL: "\(self)")")
    }
}
