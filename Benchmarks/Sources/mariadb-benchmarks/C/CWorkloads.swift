internal import CLoop

/// The blocking C loops: the first way of each workload is what everybody is compared with.
enum CWorkloads {
    private static let rowsSQL = "SELECT a, b, c, d FROM rows_of_four"

    static func all(socket: String) throws -> [Entry] {
        let connections = CConnections(socket: socket)
        return queries(connections) + rows(connections) + inserts(connections) + [
            Entry("connect") { operations, _ in
                try timed { for _ in 0..<operations { _ = try CLoopConnection(socket: socket) } }
            },
            Entry("waiting", "threads") { operations, count in
                let handles = try connections.handles(count)
                return try timed { try check(count: c_loop_waiting(handles, Int32(count), Int32(operations)), operations) }
            },
            Entry("memory-stream", "binds") { operations, times in
                var sum = 0.0
                let sql = "\(rowsSQL) CROSS JOIN seq_1_to_\(times)"
                try check(count: c_loop_rows(connections.main(), sql, 0, &sum), operations)
                return try ResidentMemory.peak()
            },
            Entry("memory-idle") { operations, _ in
                let before = try ResidentMemory.now()
                _ = try connections.handles(operations)
                return try ResidentMemory.now() - before
            },
        ]
    }

    private static func queries(_ connections: CConnections) -> [Entry] {
        let sequence = Entry("sequence") { operations, _ in
            let main = try connections.main()
            return try timed { try check(count: c_loop_select_one(main, Int32(operations)), operations) }
        }
        let reads = Workload.connectionCounts.map { count in
            Entry("point-reads-\(count)", "threads") { operations, count in
                let handles = try connections.handles(count)
                return try timed { try check(count: c_loop_point_reads(handles, Int32(count), Int32(operations)), operations) }
            }
        }
        return [sequence] + reads
    }

    private static func rows(_ connections: CConnections) -> [Entry] {
        func entry(_ workload: String, _ variant: String, _ loop: @escaping @Sendable (OpaquePointer, inout Double) -> Int64)
            -> Entry
        {
            Entry(workload, variant) { operations, _ in
                let main = try connections.main()
                var sum = 0.0
                return try timed { try check(count: loop(main, &sum), operations) }
            }
        }
        return [
            entry("rows-streamed", "binds") { c_loop_rows($0, rowsSQL, 0, &$1) },
            entry("rows-streamed", "text") { c_loop_rows_text($0, rowsSQL, 0, &$1) },
            // What is promised for rows that come all at once is compared with the faster loop, which keeps none.
            entry("rows-buffered", "binds,unbuffered") { c_loop_rows($0, rowsSQL, 0, &$1) },
            entry("rows-buffered", "binds") { c_loop_rows($0, rowsSQL, 1, &$1) },
            entry("rows-buffered", "text") { c_loop_rows_text($0, rowsSQL, 1, &$1) },
        ]
    }

    private static func inserts(_ connections: CConnections) -> [Entry] {
        func entry(
            _ workload: String, _ variant: String = "-", _ loop: @escaping @Sendable (OpaquePointer, OpaquePointer) -> Int32
        ) -> Entry {
            Entry(workload, variant) { operations, _ in
                let (main, rows) = (try connections.main(), try connections.rows(operations))
                return try timed { try check(count: Int64(loop(main, rows)), 0) }
            }
        }
        return [
            entry("insert-1") { c_loop_insert($0, $1, 0) },
            entry("insert-100") { c_loop_insert($0, $1, 1) },
            entry("insert-100000") { c_loop_insert($0, $1, 1) },
            entry("insert-100", "pipelined") { c_loop_insert_pipelined($0, $1) },
            entry("insert-100000", "pipelined") { c_loop_insert_pipelined($0, $1) },
            entry("insert-many-100", "bulk") { c_loop_insert_bulk($0, $1) },
            entry("insert-many-100000", "bulk") { c_loop_insert_bulk($0, $1) },
            entry("load-data-100000") { c_loop_load_data($0, $1) },
        ]
    }

    private static func check(count: Int64, _ expected: Int) throws {
        guard count == expected else { throw BenchmarkError(description: "the C loop gave \(count) instead of \(expected)") }
    }
}
