import Foundation
import MariaDB
import MariaDBTesting
import Testing

@Suite("A temporary database")
struct TemporaryDatabaseTests {
    private struct Sign: Error {}

    /// The databases that tests have made on a server.
    private func databases(of server: MariaDBServer) async throws -> [String] {
        try await MariaDBClientProgram.run("SHOW DATABASES LIKE 'test\\_%'", on: server.configuration)
            .split(separator: "\n").map(String.init)
    }

    @Test("is chosen, is empty, takes every character, and is gone afterwards")
    func isGoneAfterwards() async throws {
        try await MariaDBServer.withServer { server in
            let name = try await server.withTemporaryDatabase { configuration in
                let connection = try await MariaDBConnection.connect(to: configuration)
                try await connection.execute("CREATE TABLE t (s TEXT)")
                try await connection.execute("INSERT INTO t VALUES (\("🐬"))")
                #expect(try await connection.fetchOne("SELECT s FROM t", as: String.self) == "🐬")
                let name = try await connection.fetchOne("SELECT DATABASE()", as: String.self)
                #expect(configuration.database == name)
                await connection.close()
                return name
            }
            #expect(name.wholeMatch(of: /test_[0-9a-f]{16}/) != nil)
            let left = try await databases(of: server)
            #expect(left == [])
        }
    }

    @Test("is dropped after an error, which is passed on")
    func isDroppedAfterAnError() async throws {
        try await MariaDBServer.withServer { server in
            await #expect(throws: Sign.self) {
                try await server.withTemporaryDatabase { _ in
                    let during = try await databases(of: server)
                    #expect(during.count == 1)
                    throw Sign()
                }
            }
            let left = try await databases(of: server)
            #expect(left == [])
        }
    }

    @Test("is dropped after its task was cancelled")
    func isDroppedAfterCancellation() async throws {
        try await MariaDBServer.withServer { server in
            let (created, announcement) = AsyncStream<Void>.makeStream()
            let task = Task {
                try await server.withTemporaryDatabase { _ in
                    announcement.yield()
                    try await Task.sleep(for: .seconds(600))
                }
            }
            var iterator = created.makeAsyncIterator()
            _ = await iterator.next()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            let left = try await databases(of: server)
            #expect(left == [])
        }
    }

    @Test("that can not be dropped does not hide the body's error, and is an error if there was none")
    func failedDrop() async throws {
        try await MariaDBServer.withServer { server in
            await #expect(throws: Sign.self) {
                try await server.withTemporaryDatabase { _ in
                    await server.kill()
                    throw Sign()
                }
            }
            try await server.restart()
            let error = await #expect(throws: MariaDBError.self) {
                try await server.withTemporaryDatabase { _ in await server.kill() }
            }
            #expect(error?.code == .connectFailed)
        }
    }

    @Test("keeps many tests on one server apart")
    func manyAtOnce() async throws {
        let configuration = try await MariaDBServer.sharedConfiguration()
        let sums = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...16 {
                group.addTask {
                    try await configuration.withTemporaryDatabase { own in
                        try await MariaDBConnection.withConnection(to: own) { connection in
                            try await connection.execute("CREATE TABLE same (i INT)")
                            try await connection.execute("INSERT INTO same VALUES (\(number))")
                            return try await connection.fetchOne("SELECT SUM(i) FROM same", as: Int.self)
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sums.sorted() == Array(1...16))
    }
}
