import Dispatch
import MariaDB
import MariaDBTesting
import Testing

/// The opening of a stream whose time-out comes while it runs may still succeed: the server sends the rows that it has, and behind
/// them the error of the KILL. That error came with a later call, which said `cancelled`.
@Suite("Rows that were killed at their time-out while they were opened")
struct OverdueRowsTests {
    @Test("end with an error of the time-out, whoever asks", arguments: [true, false])
    func killed(isConfigured: Bool) async throws {
        let killed = DispatchSemaphore(value: 0)
        try await FakeServer.withServer(
            on: .unixSocket, scriptFor: { $0 == 0 ? Self.statement(endedBy: killed) : Self.killer(killed) }
        ) { server in
            var configuration = server.configuration
            configuration.cancellationGracePeriod = .seconds(60)
            if isConfigured { configuration.statementTimeout = .milliseconds(500) }
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                var query: MariaDBQuery = "SELECT n FROM slow"
                if !isConfigured { query.timeout = .milliseconds(500) }
                try await connection.withRows(query, batch: MariaDBBatchLimit(rows: 1)) { rows in
                    var iterator = rows.makeAsyncIterator()
                    let first = try await iterator.next()
                    #expect(try first?.decode(Int.self) == 1)
                    for _ in 1...2 {
                        let error = await #expect(throws: MariaDBError.self) { try await iterator.next() }
                        #expect(error?.code == .statementTimeout, "\(String(reflecting: error))")
                        #expect(error?.sql == query.sql)
                    }
                    var another = rows.makeAsyncIterator()
                    let error = await #expect(throws: MariaDBError.self) { try await another.next() }
                    #expect(error?.code == .statementTimeout, "\(String(reflecting: error))")
                }
                guard !isConfigured else { return }
                // What somebody else ends later is no time-out.
                let error = await #expect(throws: MariaDBError.self) { try await connection.execute("DO 1") }
                #expect(error?.code == .cancelled && error?.number == 1317, "\(String(reflecting: error))")
            }
            #expect(server.surprises == [])
        }
    }

    private static let columns: [FakeServer.Column] = [.init("n", .bigInt)]

    /// Answers an execution only when the KILL has come.
    private static func statement(endedBy killed: DispatchSemaphore) -> [FakeServer.Step] {
        let rows = FakeServer.Message.sequence([
            .columnDefinitions(columns), .binaryRow([1], columns),
            .error(1317, sqlState: "70100", "Query execution was interrupted"),
        ])
        return [
            .login(),
            .respond { packet in
                let sql = String(decoding: packet.dropFirst(), as: UTF8.self)
                switch packet.first {
                case 0x16: return .prepared(7, columns: columns, bindCount: sql.hasPrefix("SET STATEMENT") ? 1 : 0)
                case 0x17:
                    _ = killed.wait(timeout: .now() + 60)
                    return rows
                case 0x03: return sql.hasPrefix("DO") ? .error(1317, sqlState: "70100", "Query execution was interrupted") : .ok
                // Closing a statement.
                default: return nil
                }
            },
        ]
    }

    private static func killer(_ killed: DispatchSemaphore) -> [FakeServer.Step] {
        let list: [FakeServer.Column] = [
            .init("USER", .varString), .init("HOST", .varString), .init("idle", .bigInt), .init("QUERY_ID", .bigInt),
        ]
        return [
            .login(),
            .respond { packet in
                let sql = String(decoding: packet.dropFirst(), as: UTF8.self)
                if sql.contains("PROCESSLIST") { return .result(list, rows: [["app", "localhost", 0, 12]]) }
                if sql.hasPrefix("KILL") { killed.signal() }
                return packet.first == 0x01 ? nil : .ok
            },
        ]
    }
}
