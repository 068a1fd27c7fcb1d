internal import CLoop
internal import MariaDB

/// `SELECT 1` in sequence on one connection, with a little work between the queries.
///
/// The work matters: without it the compiler may leave out the return to the caller between two awaits, and with it the very
/// cost that is measured.
enum SequenceWorkloads {
    static func all(on configuration: MariaDBConfiguration) async throws -> [Workload] {
        guard case .unixSocket(let path) = configuration.address else {
            throw BenchmarkError(description: "the C loop needs a unix socket")
        }
        let cLoop = try CLoopConnection(socket: path, user: configuration.user)
        let connection = try await MariaDBConnection.connect(to: configuration)
        return [
            Workload(name: "sequence/c", aim: nil) { count in try timed { try cLoop.selectOne(count) } },
            Workload(name: "sequence/task", aim: 1.9) { count in
                try await timed { try await selectOne(on: connection, count) }
            },
            Workload(name: "sequence/withConnection", aim: 1.15) { count in
                try await MariaDBConnection.withConnection(to: configuration) { connection in
                    try await timed { try await selectOne(on: connection, count) }
                }
            },
            Workload(name: "sequence/perform", aim: 1.05) { count in
                try await timed {
                    let sum = try await connection.perform { session in
                        var (sum, work) = (0, UInt64(1))
                        for _ in 0..<count {
                            sum += try session.fetchOne("SELECT 1", as: Int.self)
                            work = c_loop_work(work)
                        }
                        return work == 0 ? -1 : sum
                    }
                    try check(sum, count)
                }
            },
        ]
    }

    private static func selectOne(on connection: MariaDBConnection, _ count: Int) async throws {
        var (sum, work) = (0, UInt64(1))
        for _ in 0..<count {
            sum += try await connection.fetchOne("SELECT 1", as: Int.self)
            work = c_loop_work(work)
        }
        try check(work == 0 ? -1 : sum, count)
    }

    static func check(_ sum: Int, _ count: Int) throws {
        guard sum == count else { throw BenchmarkError(description: "\(count) queries gave the sum \(sum)") }
    }
}
