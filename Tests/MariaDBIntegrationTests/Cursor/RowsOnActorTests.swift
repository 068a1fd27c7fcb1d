import Dispatch
import MariaDB
import MariaDBTesting
import Synchronization
import Testing

@Suite("Rows read on an actor")
struct RowsOnActorTests {
    /// Counts the jobs it runs: each return to the actor from elsewhere is one.
    private final class CountingExecutor: SerialExecutor {
        private let queue = DispatchQueue(label: "rows-on-actor")
        private let jobs = Atomic(0)

        var count: Int { jobs.load(ordering: .relaxed) }

        func enqueue(_ job: consuming ExecutorJob) {
            jobs.add(1, ordering: .relaxed)
            let job = UnownedJob(job)
            queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
        }
    }

    private actor Reader {
        let executor = CountingExecutor()
        nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

        func count(rows: MariaDBRows) async throws -> Found {
            let before = executor.count
            var elements = 0
            for try await _ in rows { elements += 1 }
            return Found(elements: elements, returns: executor.count - before)
        }

        func count(values: MariaDBDecodedRows<Row>) async throws -> Found {
            let before = executor.count
            var elements = 0
            for try await _ in values { elements += 1 }
            return Found(elements: elements, returns: executor.count - before)
        }

        func count(serverCursor: MariaDBServerCursor) async throws -> Found {
            let before = executor.count
            var elements = 0
            for try await _ in serverCursor { elements += 1 }
            return Found(elements: elements, returns: executor.count - before)
        }

        func count(cursor: MariaDBCursor) async throws -> Found {
            let before = executor.count
            var elements = 0
            for try await _ in cursor { elements += 1 }
            return Found(elements: elements, returns: executor.count - before)
        }
    }

    private struct Found {
        var elements: Int
        /// How often the actor was left and entered again.
        var returns: Int
    }

    private struct Row: Decodable {
        var seq: Int
    }

    @Test("do not leave it inside a batch, whatever they are read as")
    func staying() async throws {
        try await withTestConnection { connection in
            let reader = Reader()
            let query: MariaDBQuery = "SELECT seq FROM seq_1_to_1000"
            let batch = MariaDBBatchLimit(rows: 100)
            func expectFewReturns(_ what: String, _ found: Found) {
                #expect(found.elements == 1000)
                // Four times for each of ten batches and for the end; it was two thousand times.
                #expect(found.returns < 100, "\(what)")
            }
            expectFewReturns(
                "rows", try await connection.withRows(query, batch: batch) { try await reader.count(rows: $0) })
            expectFewReturns(
                "values",
                try await connection.withRows(query, batch: batch) { try await reader.count(values: $0.decode(Row.self)) })
            expectFewReturns(
                "server cursor",
                try await connection.withServerCursor(query, prefetch: 100) { try await reader.count(serverCursor: $0) })
            expectFewReturns(
                "cursor",
                try await connection.withCursor { cursor in
                    try await cursor.execute(query)
                    return try await reader.count(cursor: cursor)
                })
        }
    }
}
