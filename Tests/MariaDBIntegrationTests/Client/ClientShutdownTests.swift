import MariaDB
import MariaDBTesting
import Testing

#if ServiceLifecycle
import ServiceLifecycle
import ServiceLifecycleTestKit
#endif

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite("Shutting a client down")
struct ClientShutdownTests {
    private func client(_ change: (inout MariaDBClient.Configuration) -> Void = { _ in }) async throws -> MariaDBClient {
        var configuration = MariaDBClient.Configuration(try await MariaDBServer.sharedConfiguration())
        configuration.maximumConnections = 2
        change(&configuration)
        return MariaDBClient(configuration)
    }

    @Test("lets those who have a connection finish, tells those who wait, and gives out no more")
    func graceful() async throws {
        let client = try await client { $0.maximumConnections = 1 }
        let isHeld = AsyncGate()
        let goesOn = AsyncGate()
        let holder = Task {
            try await client.withConnection { connection in
                isHeld.open()
                await goesOn.wait()
                return try await connection.fetchOne("SELECT 1", as: Int.self)
            }
        }
        await isHeld.wait()
        let waiter = Task { try await client.execute("SELECT 1") }
        #expect(try await eventually { client.snapshot().waiting == 1 })
        let ending = Task { await client.shutdown() }
        let waiting = await #expect(throws: MariaDBError.self) { try await waiter.value }
        #expect(waiting?.code == .clientShutDown)
        let late = await #expect(throws: MariaDBError.self) { try await client.execute("SELECT 1") }
        #expect(late?.code == .clientShutDown)
        #expect(client.snapshot().inUse == 1)
        goesOn.open()
        #expect(try await holder.value == 1)
        await ending.value
        await client.shutdown()
    }

    @Test("ends the calls of those who need too long, and returns", .timeLimit(.minutes(1)))
    func deadline() async throws {
        let client = try await client { $0.shutdownTimeout = .milliseconds(50) }
        let holder = Task { try await client.withConnection { try await $0.fetchOne("SELECT SLEEP(60)") } }
        #expect(try await eventually { client.snapshot().holders.contains { $0.sql != nil } })
        await client.shutdown()
        let error = await #expect(throws: MariaDBError.self) { try await holder.value }
        #expect(error?.code == .cancelled || error?.isConnectionLost == true)
    }

    @Test("does not wait for a server that does not answer")
    func whileConnecting() async throws {
        try await MariaDBServer.withServer { server in
            let client = MariaDBClient(server.configuration)
            kill(server.processIdentifier, SIGSTOP)
            let waiter = Task { try await client.execute("SELECT 1") }
            let isConnecting = try await eventually { client.snapshot().connecting == 1 }
            #expect(isConnecting)
            await client.shutdown()
            let error = await #expect(throws: MariaDBError.self) { try await waiter.value }
            #expect(error?.code == .clientShutDown)
            kill(server.processIdentifier, SIGCONT)
        }
    }

    @Test("at the end of a run that is cancelled leaves no connection behind")
    func run() async throws {
        try await withServerAndClient { client, watcher in
            let running = Task { await client.run() }
            let isFilled = try await eventually { client.snapshot().idle == 2 }
            #expect(isFilled)
            running.cancel()
            await running.value
            let areClosed = try await eventually { try await threadsConnected(watcher) == 1 }
            #expect(areClosed)
        }
    }

    #if ServiceLifecycle
    @Test("as a service leaves no connection behind, and lets those who have one finish")
    func service() async throws {
        try await withServerAndClient { client, watcher in
            let service: any Service = client
            let isHeld = AsyncGate()
            let goesOn = AsyncGate()
            try await testGracefulShutdown { trigger in
                async let running: Void = service.run()
                async let holding = client.withConnection { connection in
                    isHeld.open()
                    await goesOn.wait()
                    return try await connection.fetchOne("SELECT 1", as: Int.self)
                }
                await isHeld.wait()
                trigger.triggerGracefulShutdown()
                let isEnding = try await eventually { (try? await client.execute("SELECT 1")) == nil }
                #expect(isEnding)
                goesOn.open()
                let answer = try await holding
                #expect(answer == 1)
                try await running
            }
            let areClosed = try await eventually { try await threadsConnected(watcher) == 1 }
            #expect(areClosed)
        }
    }
    #endif

    private func withServerAndClient(_ body: (MariaDBClient, MariaDBConnection) async throws -> Void) async throws {
        try await MariaDBServer.withServer { server in
            var configuration = MariaDBClient.Configuration(server.configuration)
            configuration.minimumConnections = 2
            let client = MariaDBClient(configuration)
            try await MariaDBConnection.withConnection(to: server.configuration) { try await body(client, $0) }
        }
    }

    @Test("is not needed: a client that is let go closes its connections")
    func letGo() async throws {
        try await MariaDBServer.withServer { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { watcher in
                do {
                    let client = MariaDBClient(server.configuration)
                    try await client.execute("SELECT 1")
                }
                let areClosed = try await eventually { try await threadsConnected(watcher) == 1 }
                #expect(areClosed)
            }
        }
    }

    @Test("answers each call exactly once, whatever happens at the same time")
    func race() async throws {
        for round in 0..<20 {
            let client = try await client { $0.shutdownTimeout = round % 2 == 0 ? .zero : .seconds(10) }
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask { await ask(client, number) }
                }
                for _ in 0..<round { await Task.yield() }
                await client.shutdown()
                if round % 3 == 0 { group.cancelAll() }
            }
        }
    }

    /// An answer, or an error that says that the client is ending.
    private func ask(_ client: MariaDBClient, _ number: Int) async {
        do {
            let answer = try await client.fetchOne("SELECT \(number)", as: Int.self)
            #expect(answer == number)
        } catch let error as MariaDBError {
            #expect([.clientShutDown, .cancelled, .connectionLost, .connectionClosed].contains(error.code), "\(error)")
        } catch {
            #expect(error is CancellationError)
        }
    }
}
