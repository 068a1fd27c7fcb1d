internal import MariaDB

/// Reads by primary key with a bind, a task for each connection.
enum OwnPointReads {
    static func entries(_ connections: OwnConnections) -> [Entry] {
        Workload.connectionCounts.flatMap { count in
            [
                Entry("point-reads-\(count)", "task") { operations, count in
                    let connections = try await connections.first(count)
                    return try await timed {
                        try await together(count) { index in
                            for i in share(operations, count, index) {
                                let name = try await connections[index].fetchOne(query(i), as: String.self)
                                try check(name.isEmpty, false)
                            }
                        }
                    }
                },
                Entry("point-reads-\(count)", "withConnection") { operations, count in
                    // Connected before, as the C threads are.
                    let connections = try await connections.first(count)
                    return try await timed {
                        try await together(count) { index in
                            try await connections[index].withConnection { connection in
                                for i in share(operations, count, index) {
                                    try check(await connection.fetchOne(query(i), as: String.self).isEmpty, false)
                                }
                            }
                        }
                    }
                },
                Entry("point-reads-\(count)", "client") { operations, count in
                    let client = try await connections.pool(of: count)
                    return try await timed {
                        try await together(count) { index in
                            for i in share(operations, count, index) {
                                try check(await client.fetchOne(query(i), as: String.self).isEmpty, false)
                            }
                        }
                    }
                },
                Entry("point-reads-\(count)", "perform") { operations, count in
                    let connections = try await connections.first(count)
                    return try await timed {
                        try await together(count) { index in
                            try await connections[index].perform { session in
                                for i in share(operations, count, index) {
                                    try check(session.fetchOne(query(i), as: String.self).isEmpty, false)
                                }
                            }
                        }
                    }
                },
            ]
        }
    }

    private static func query(_ index: Int) -> MariaDBQuery { "SELECT name FROM points WHERE id = \(index % 10000 + 1)" }

    static func together(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            for index in 0..<count { group.addTask { try await body(index) } }
            try await group.waitForAll()
        }
    }
}
