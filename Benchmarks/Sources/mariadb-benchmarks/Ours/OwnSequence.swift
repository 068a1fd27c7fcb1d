internal import CLoop
internal import MariaDB

/// `SELECT 1` in sequence on one connection, with a little work between the queries.
///
/// The work matters: without it the compiler may leave out the return to the caller between two awaits, and with it the very
/// cost that is measured.
enum OwnSequence {
    static func entries(_ connections: OwnConnections) -> [Entry] {
        [
            Entry("sequence", "task") { operations, _ in
                let connection = try await connections.main()
                return try await timed { try await selectOne(on: connection, operations) }
            },
            Entry("sequence", "withConnection") { operations, _ in
                try await MariaDBConnection.withConnection(to: connections.configuration) { connection in
                    try await timed { try await selectOne(on: connection, operations) }
                }
            },
            Entry("sequence", "client") { operations, _ in
                let client = await connections.pool()
                return try await timed { try await selectOne(on: client, operations) }
            },
            Entry("sequence", "client.withConnection") { operations, _ in
                try await connections.pool().withConnection { connection in
                    try await timed { try await selectOne(on: connection, operations) }
                }
            },
            Entry("sequence", "perform") { operations, _ in
                let connection = try await connections.main()
                return try await timed {
                    let sum = try await connection.perform { session in
                        var (sum, work) = (0, UInt64(1))
                        for _ in 0..<operations {
                            sum += try session.fetchOne("SELECT 1", as: Int.self)
                            work = c_loop_work(work)
                        }
                        return work == 0 ? -1 : sum
                    }
                    try check(sum, operations)
                }
            },
        ]
    }

    static func selectOne(on connection: some MariaDBQuerying, _ count: Int) async throws {
        var (sum, work) = (0, UInt64(1))
        for _ in 0..<count {
            sum += try await connection.fetchOne("SELECT 1", as: Int.self)
            work = c_loop_work(work)
        }
        try check(work == 0 ? -1 : sum, count)
    }
}
