import MariaDB
import MariaDBTesting
import Testing

/// Where a call that writes can be when it is cancelled.
enum WritingStage: CaseIterable, Sendable, CustomTestStringConvertible {
    case manyAtLock, manyInBetween, manyWithoutRows, loadAtLock, loadInBetween, loadWithoutRows, commit

    var testDescription: String {
        switch self {
        case .manyAtLock: "executeMany, waiting for a lock"
        case .manyInBetween: "executeMany, in the middle of many rows"
        case .manyWithoutRows: "executeMany, waiting for its rows"
        case .loadAtLock: "loadData, waiting for a lock"
        case .loadInBetween: "loadData, in the middle of many rows"
        case .loadWithoutRows: "loadData, waiting for its rows"
        case .commit: "a commit, waiting for a lock"
        }
    }

    /// Cancels the call there, and looks whether all is as it was before.
    ///
    /// - Parameters:
    ///   - gracePeriod: How long the server has for it.
    ///   - patience: How long the server may go on with what was cancelled.
    /// - Returns: How long the call took to end; the longest there is if the server had not put an end to it within the grace period, so
    ///   that the connection was given up.
    func cancel(gracePeriod: Duration, patience: Duration) async throws -> Duration {
        // A server of its own: a lock that keeps a commit keeps everybody else's.
        try await MariaDBServer.withServer { server in
            var configuration = server.configuration
            let other = try await MariaDBConnection.connect(to: configuration)
            try await other.execute("CREATE DATABASE d")
            configuration.database = "d"
            configuration.cancellationGracePeriod = gracePeriod
            let connection = try await MariaDBConnection.connect(to: configuration)
            try await connection.execute("CREATE TABLE t (a INT) ENGINE = InnoDB")
            let time = try await cancel(connection, other, patience)
            guard await connection.isOpen else {
                await other.close()
                return .seconds(Int64.max)
            }
            #expect(try await connection.fetchOne("SELECT COUNT(*) FROM t", as: Int.self) == 0)
            #expect(await !connection.isInTransaction)
            try await connection.executeMany("INSERT INTO t VALUES (?)", 1...1000)
            #expect(try await other.fetchOne("SELECT COUNT(*) FROM d.t", as: Int.self) == 1000)
            await connection.close()
            await other.close()
            return time
        }
    }

    private func cancel(
        _ connection: MariaDBConnection, _ other: MariaDBConnection, _ patience: Duration
    ) async throws -> Duration {
        func isBusy() async throws -> Bool {
            try await other.fetchFirst(
                "SELECT COMMAND <> 'Sleep' FROM information_schema.PROCESSLIST WHERE ID = \(connection.connectionID)",
                as: Bool.self) ?? false
        }
        switch self {
        case .manyAtLock, .loadAtLock: try await other.execute("LOCK TABLES d.t WRITE")
        case .commit:
            try await connection.begin()
            try await connection.execute("INSERT INTO t VALUES (1)")
            try await other.execute("FLUSH TABLES WITH READ LOCK")
        default: break
        }
        let call = begin(on: connection)
        switch self {
        case .manyWithoutRows: #expect(try await eventually { await isReserved(connection) })
        case .manyInBetween: #expect(try await eventually { try await Self.writtenRows(connection, other) > 100 })
        default: #expect(try await eventually { try await isBusy() })
        }
        let time = try await cancelling(call)
        #expect(try await eventually(within: patience) { try await !isBusy() }, "the server works on it")
        try await other.execute("UNLOCK TABLES")
        return time
    }

    private func begin(on connection: MariaDBConnection) -> Task<Void, any Error> {
        // It never ends.
        let (numbers, source) = AsyncStream.makeStream(of: [Int].self)
        for number in 0..<(self == .loadInBetween ? 200_000 : 10) { source.yield([number]) }
        return Task {
            // Kept until here: the stream of a source that is gone is at its end.
            defer { source.finish() }
            switch self {
            case .manyAtLock: try await connection.executeMany("INSERT INTO t VALUES (?)", 0..<10_000)
            // Rows that are large to send, and small to take back: the server would need longer for that than the call may take.
            case .manyInBetween:
                try await connection.executeMany(
                    "INSERT INTO t VALUES (LENGTH(?))", sequence(first: String(repeating: "x", count: 20_000)) { $0 })
            case .manyWithoutRows: try await connection.executeMany("INSERT INTO t VALUES (?)", numbers)
            case .loadAtLock, .loadInBetween, .loadWithoutRows: try await connection.loadData(into: "t", from: numbers)
            case .commit: try await connection.commit()
            }
        }
    }

    /// How many rows the open transaction of a connection has written.
    static func writtenRows(_ connection: MariaDBConnection, _ other: MariaDBConnection) async throws -> Int {
        // The server looks anew only when nobody has asked for 100 ms.
        try await Task.sleep(for: .milliseconds(110))
        return try await other.fetchFirst(
            "SELECT trx_rows_modified FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id = \(connection.connectionID)",
            as: Int.self) ?? 0
    }

    private func isReserved(_ connection: MariaDBConnection) async -> Bool {
        do {
            try await connection.ping()
            return false
        } catch {
            return (error as? MariaDBError)?.code == .connectionBusy
        }
    }
}
