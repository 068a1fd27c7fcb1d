internal import MariaDB

/// What rows and connections need of memory. Each run has a process of its own.
enum OwnMemory {
    static func entries(_ connections: OwnConnections) -> [Entry] {
        [
            Entry("memory-stream", "tuples") { operations, times in
                try check(await OwnRows.stream(connections.main(), times: times), operations)
                return try ResidentMemory.peak()
            },
            Entry("memory-idle") { operations, _ in
                let before = try ResidentMemory.now()
                _ = try await connections.first(operations)
                return try ResidentMemory.now() - before
            },
        ]
    }
}
