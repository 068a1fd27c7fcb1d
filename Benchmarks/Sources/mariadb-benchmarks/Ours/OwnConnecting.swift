internal import MariaDB
internal import Synchronization

/// Connecting, and queries that wait.
enum OwnConnecting {
    static func entries(_ connections: OwnConnections) -> [Entry] {
        [
            Entry("connect") { operations, _ in
                try await timed {
                    for _ in 0..<operations { await (try await MariaDBConnection.connect(to: connections.configuration)).close() }
                }
            },
            Entry("waiting", "connections") { operations, count in
                let connections = try await connections.first(count)
                return try await timed {
                    let left = Atomic(operations)
                    try await OwnPointReads.together(count) { index in
                        while left.subtract(1, ordering: .relaxed).oldValue > 0 {
                            try check(await connections[index].fetchOne("SELECT SLEEP(0.01)", as: Int.self), 0)
                        }
                    }
                }
            },
            // A task for each query: those that find no connection free wait for one.
            Entry("waiting", "client") { operations, count in
                let client = try await connections.pool(of: count)
                return try await timed {
                    try await OwnPointReads.together(operations) { _ in
                        try check(await client.fetchOne("SELECT SLEEP(0.01)", as: Int.self), 0)
                    }
                }
            },
        ]
    }
}
