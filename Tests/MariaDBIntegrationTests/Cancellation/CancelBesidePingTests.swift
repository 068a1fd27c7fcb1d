import MariaDBTesting
import Testing

@testable import MariaDB

@Suite("Cancelling beside a ping")
struct CancelBesidePingTests {
    // A ping takes no number of its own: it shows that of the next statement, also once it is over. KILL QUERY ID found the idle
    // connection first, and the statement ran on until its connection was given up.
    @Test("A statement that has the number of another connection's ping is stopped, and both connections go on")
    func sameNumber() async throws {
        // A server of its own: nobody else's statement may come between.
        try await MariaDBServer.withServer { server in
            var configuration = server.configuration
            configuration.cancellationGracePeriod = .seconds(20)
            let connection = try await MariaDBConnection.connect(to: configuration)
            let idle = try await MariaDBConnection.connect(to: configuration)
            for _ in 1...5 {
                try await idle.ping()
                let call = Task { try await connection.execute("DO SLEEP(600)") }
                try await stopping(connection) { call.cancel() }
                await #expect(throws: CancellationError.self) { try await call.value }
                #expect(try await idle.fetchOne("SELECT 1", as: Int.self) == 1)
                #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
            }
            await idle.close()
            await connection.close()
        }
    }
}
