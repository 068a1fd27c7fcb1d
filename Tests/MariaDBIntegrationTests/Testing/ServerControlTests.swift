import Glibc
import MariaDB
import MariaDBTesting
import Testing

@Suite("Control of a private server")
struct ServerControlTests {
    @Test("A killed server starts again with what was committed")
    func restartAfterKill() async throws {
        try await MariaDBServer.withServer(.init(tcp: true)) { server in
            let tcp = try #require(server.tcpConfiguration)
            _ = try await MariaDBClientProgram.run(
                "CREATE DATABASE d; CREATE TABLE d.t (i INT) ENGINE=InnoDB; INSERT INTO d.t VALUES (41), (42)", on: tcp
            )
            let first = server.processIdentifier
            await server.kill()
            #expect(!server.isRunning)
            #expect(!ProcessWatch.isAlive(first))

            try await server.restart()
            #expect(server.processIdentifier != first)
            #expect(try await MariaDBClientProgram.run("SELECT SUM(i) FROM d.t", on: tcp) == "83")
        }
    }

    @Test("A server that is asked to shut down does so, and starts again")
    func restartAfterTerminate() async throws {
        try await MariaDBServer.withServer { server in
            await server.terminate()
            #expect(!server.isRunning)
            #expect(server.logTail().contains("Shutdown complete"))
            // Twice does no harm.
            await server.terminate()
            await server.kill()
            try await server.restart()
            #expect(try await MariaDBClientProgram.run("SELECT 1", on: server.configuration) == "1")
        }
    }

    @Test("A running server is shut down before it starts again")
    func restartWhileRunning() async throws {
        try await MariaDBServer.withServer { server in
            let first = server.processIdentifier
            try await server.restart()
            #expect(!ProcessWatch.isAlive(first))
            #expect(try await MariaDBClientProgram.run("SELECT 1", on: server.configuration) == "1")
        }
    }

    @Test("A server that does not shut down in time is killed")
    func terminateEscalates() async throws {
        try await MariaDBServer.withServer { server in
            let process = server.processIdentifier
            #expect(kill(process, SIGSTOP) == 0)
            await server.terminate(within: .milliseconds(50))
            #expect(!ProcessWatch.isAlive(process))
        }
    }

    @Test("A stopped server says that it can not start again, and is stopped as often as one likes")
    func restartAfterStop() async throws {
        let server = try await MariaDBServer.start()
        async let once: Void = server.stop()
        async let twice: Void = server.stop()
        _ = await (once, twice)
        await server.kill()
        #expect(server.logTail() == "")
        let error = await #expect(throws: MariaDBServerError.self) { try await server.restart() }
        #expect(error?.code == .stopped)
    }
}
