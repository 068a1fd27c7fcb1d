import Foundation
import MariaDB
import Testing

@Suite("A distributed transaction")
struct XATransactionTests {
    struct Refusal: Error, Equatable {}

    private let xid = MariaDBXID("swift-\(UUID())", branch: "b'1")

    private func withTable(_ body: (MariaDBClient) async throws -> Void) async throws {
        try await withTestClient(3) { client in
            try await client.execute("CREATE TABLE t (id INT PRIMARY KEY) ENGINE = InnoDB")
            try await body(client)
        }
    }

    private func ids(_ client: MariaDBClient) async throws -> [Int] {
        try await client.fetchAll("SELECT id FROM t ORDER BY id", as: Int.self)
    }

    @Test("is prepared, and then committed")
    func commit() async throws {
        try await withTable { client in
            let value = try await client.withXATransaction(xid) { transaction in
                try await transaction.execute("INSERT INTO t VALUES (1)")
                return try await transaction.fetchOne("SELECT COUNT(*) FROM t", as: Int.self)
            } whenPrepared: {
                let prepared7 = try await client.preparedXATransactions()
                #expect(prepared7.contains(xid))
                let rows1 = try await ids(client)
                #expect(rows1 == [])
            }
            #expect(value == 1)
            let rows2 = try await ids(client)
            #expect(rows2 == [1])
            let prepared8 = try await client.preparedXATransactions()
            #expect(!prepared8.contains(xid))
            #expect(client.snapshot().inUse == 0)
        }
    }

    @Test("is rolled back when its body or the decision throws, with that error, and its name is free again")
    func rollback() async throws {
        try await withTable { client in
            await #expect(throws: Refusal()) {
                try await client.withXATransaction(xid) { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                    throw Refusal()
                }
            }
            await #expect(throws: Refusal()) {
                try await client.withXATransaction(xid) {
                    try await $0.execute("INSERT INTO t VALUES (2)")
                } whenPrepared: {
                    throw Refusal()
                }
            }
            let rows3 = try await ids(client)
            #expect(rows3 == [])
            let prepared9 = try await client.preparedXATransactions()
            #expect(!prepared9.contains(xid))
            try await client.withXATransaction(xid) { try await $0.execute("INSERT INTO t VALUES (3)") }
            let rows4 = try await ids(client)
            #expect(rows4 == [3])
        }
    }

    @Test("is rolled back when its task is cancelled")
    func cancellation() async throws {
        try await withTable { client in
            let isWaiting = AsyncGate()
            let task = Task {
                try await client.withXATransaction(xid) { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                    isWaiting.open()
                    try? await Task.sleep(for: .seconds(60))
                }
            }
            await isWaiting.wait()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            let rows5 = try await ids(client)
            #expect(rows5 == [])
        }
    }

    @Test("has the errors of XA by name")
    func failures() async throws {
        try await withTable { client in
            func expect(_ failure: MariaDBXAFailure, _ body: () async throws -> Void) async {
                let error = await #expect(throws: MariaDBError.self) { try await body() }
                #expect(error?.xaFailure == failure)
            }
            await expect(.unknownName) { try await client.commitXATransaction(xid) }
            try await client.withXATransaction(xid) { transaction in
                await expect(.duplicateName) { try await client.withXATransaction(xid) { _ in } }
                await expect(.wrongState) { _ = try await transaction.execute("COMMIT") }
            }
            try await client.withTransaction { transaction in
                try await transaction.execute("INSERT INTO t VALUES (1)")
                await expect(.outsideWork) { try await transaction.withXATransaction(xid) { _ in } }
            }
            let long = MariaDBXID(String(repeating: "x", count: 65))
            let error = await #expect(throws: MariaDBError.self) { try await client.withXATransaction(long) { _ in } }
            #expect(error?.code == .invalidTransaction)
        }
    }

    @Test("whose connection is lost when it is prepared has an unknown outcome and its name, and can be ended by another")
    func lost() async throws {
        try await withTable { client in
            for commits in [true, false] {
                let error = await #expect(throws: MariaDBError.self) {
                    var id: UInt64 = 0
                    try await client.withXATransaction(xid) { transaction in
                        id = try await transaction.withConnection { $0.connectionID }
                        try await transaction.execute("INSERT INTO t VALUES (\(commits ? 1 : 2))")
                    } whenPrepared: {
                        try await client.execute("KILL CONNECTION \(unsafeSQL: "\(id)")")
                    }
                }
                #expect(error?.outcomeUnknown == true && error?.xid == xid)
                let isPrepared = try await eventually { try await client.preparedXATransactions().contains(xid) }
                #expect(isPrepared)
                // While the old connection is not quite gone, the branch is still its own.
                let isEnded = try await eventually { try await end(xid, commits: commits, client) }
                #expect(isEnded)
                let rows6 = try await ids(client)
                #expect(rows6 == [1])
            }
        }
    }

    private func end(_ xid: MariaDBXID, commits: Bool, _ client: MariaDBClient) async throws -> Bool {
        do {
            if commits {
                try await client.commitXATransaction(xid)
            } else {
                try await client.rollbackXATransaction(xid)
            }
            return true
        } catch let error as MariaDBError where error.xaFailure == .unknownName {
            return false
        }
    }
}
