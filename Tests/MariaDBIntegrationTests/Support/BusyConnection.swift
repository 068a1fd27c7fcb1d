import MariaDB
import MariaDBTesting
import Testing

/// Runs the body while a call of the connection, which is one to the server that all tests share, runs there: neither shorter nor longer.
func whileBusy<Value>(_ connection: MariaDBConnection, _ body: () async throws -> Value) async throws -> Value {
    let lock = "busy-\(connection.connectionID)"
    return try await MariaDBConnection.withConnection(to: MariaDBServer.sharedConfiguration()) { holder in
        #expect(try await holder.fetchOne("SELECT GET_LOCK(\(lock), 0)", as: Int.self) == 1)
        let call = Task { try await connection.fetchOne("SELECT GET_LOCK(\(lock), 600) + RELEASE_LOCK(\(lock))", as: Int.self) }
        let waiters: MariaDBQuery = """
            SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = \(connection.connectionID) AND STATE = 'User lock'
            """
        #expect(try await eventually { try await holder.fetchOne(waiters, as: Int.self) == 1 })
        let value = try await body()
        #expect(try await holder.fetchOne("SELECT RELEASE_LOCK(\(lock))", as: Int.self) == 1)
        #expect(try await call.value == 2)
        return value
    }
}
