internal import BenchmarkReport

extension Workload {
    /// In the order in which they run. Quick ones take two minutes together, with peers.
    static func all(quick: Bool) -> [Workload] {
        let (queries, inserts) = (queries(quick), inserts(quick))
        return queries + rows(quick) + inserts + connections(quick) + memory(quick) + apart(queries + inserts)
    }

    /// Small ones once more, with the server on cores of its own. The last, since everybody stays where he is put.
    private static func apart(_ workloads: [Workload]) -> [Workload] {
        let names: Set = ["sequence", "point-reads-1", "point-reads-16", "point-reads-32", "insert-1", "insert-100"]
        return workloads.filter { names.contains($0.name) }.map { workload in
            var apart = workload
            apart.placement = .apart
            apart.title += ", server apart"
            apart.group = "Small work, the server on cores of its own"
            return apart
        }
    }

    /// On how many connections the reads by primary key are made.
    static let connectionCounts = [1, 8, 16, 32, 128]

    private static func queries(_ quick: Bool) -> [Workload] {
        let sequence = Workload(
            name: "sequence", title: "SELECT 1 in sequence", group: "Small queries", operations: quick ? 300 : 1000,
            rounds: quick ? 5 : 31,
            aims: ["task": 1.9, "client": 2, "withConnection": 1.15, "client.withConnection": 1.15, "perform": 1.05])
        let reads = connectionCounts.map { count in
            Workload(
                name: "point-reads-\(count)", title: "Read by primary key, \(count) connection\(count == 1 ? "" : "s")",
                group: "Small queries", operations: quick ? 1024 : 8192, connections: count, rounds: quick ? 3 : 11,
                // 0.95 of the throughput of as many C threads.
                aims: [16, 32].contains(count) ? ["client": 1.05, "withConnection": 1.05] : [:])
        }
        return [sequence] + reads
    }

    private static func rows(_ quick: Bool) -> [Workload] {
        let count = quick ? 50_000 : 1_000_000
        let aims = ["tuples": 1.3, "Decodable": 3]
        return [("rows-streamed", "streamed"), ("rows-buffered", "all at once")].map { name, how in
            Workload(
                name: name, title: "\(quick ? "50,000" : "A million") rows of four columns, \(how)", group: "Many rows",
                operations: count,
                rounds: quick ? 3 : 7, aims: aims, rows: count)
        }
    }

    private static func inserts(_ quick: Bool) -> [Workload] {
        let many = quick ? 5000 : 100_000
        let text = quick ? "5,000" : "100,000"
        func insert(_ name: String, _ title: String, _ operations: Int, aims: [String: Double] = [:]) -> Workload {
            Workload(
                name: name, title: title, group: "Writing", operations: operations,
                rounds: quick ? 3 : operations > 1000 ? 5 : 15,
                aims: aims, inserts: true)
        }
        return [
            insert("insert-1", "INSERT, one row in each transaction", quick ? 100 : 500),
            insert(
                "insert-100", "100 rows one by one, in a transaction", 100,
                aims: ["pipeline": 0.5, "pipeline,withConnection": 0.5]),
            insert(
                "insert-100000", "\(text) rows one by one, in a transaction", many,
                aims: ["pipeline": 0.5, "pipeline,withConnection": 0.5]),
            insert("insert-many-100", "100 rows with one call", 100),
            insert("insert-many-100000", "\(text) rows with one call", many, aims: ["executeMany": 1.3]),
            insert("load-data-100000", "\(text) rows with LOAD DATA LOCAL", many),
        ]
    }

    private static func connections(_ quick: Bool) -> [Workload] {
        [
            Workload(
                name: "connect", title: "Connect and close", group: "Connections", operations: quick ? 50 : 300,
                rounds: quick ? 3 : 11),
            Workload(
                name: "waiting", title: "\(quick ? "200" : "1,000") queries that wait 10 ms, on 32 connections",
                group: "Connections",
                operations: quick ? 200 : 1000, connections: 32, rounds: quick ? 3 : 7),
        ]
    }

    private static func memory(_ quick: Bool) -> [Workload] {
        let (rows, times) = quick ? (50_000, 4) : (1_000_000, 10)
        return [
            Workload(
                name: "memory-stream", title: "\(quick ? "200,000" : "Ten million") rows streamed, memory at its peak",
                group: "Memory",
                unit: .bytes, operations: rows * times, connections: times, rounds: 1, rows: rows, startsFresh: true),
            Workload(
                name: "memory-idle", title: "An idle connection, of \(quick ? "100" : "1,000")", group: "Memory", unit: .bytes,
                operations: quick ? 100 : 1000, rounds: quick ? 1 : 3, startsFresh: true),
        ]
    }
}
