internal import MariaDB

/// This library's ways to do the workloads.
enum OwnWorkloads {
    static func all(_ configuration: MariaDBConfiguration) -> [Entry] {
        let connections = OwnConnections(configuration)
        return OwnSequence.entries(connections) + OwnPointReads.entries(connections) + OwnRows.entries(connections)
            + OwnInserts.entries(connections) + OwnConnecting.entries(connections) + OwnMemory.entries(connections)
    }
}
