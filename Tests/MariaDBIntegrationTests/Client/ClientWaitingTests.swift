import MariaDB
import MariaDBTesting
import StateLocks
import Synchronization
import Testing

@Suite("Waiting for a connection of a client")
struct ClientWaitingTests {
    /// A client that has its connections already, for they must be made without haste.
    private func withWarmClient(
        _ connections: Int, _ timeout: Duration, _ body: (MariaDBClient) async throws -> Void
    ) async throws {
        try await withTestClient(
            connections,
            { configuration in
                configuration.minimumConnections = connections
                configuration.acquireTimeout = timeout
            }
        ) { client in
            let areMade = try await eventually {
                _ = try? await client.execute("SELECT 1")
                return client.snapshot().idle == connections
            }
            #expect(areMade)
            let timeouts = client.snapshot().timeouts
            try await body(client)
            #expect(client.snapshot().timeouts == timeouts + 1)
        }
    }

    @Test("ends in time, and says who has the connections, since when and for what")
    func timeout() async throws {
        try await withWarmClient(2, .milliseconds(200)) { client in
            let isRunning = AsyncGate()
            async let holding: Void = client.withConnection { connection in
                async let slow = connection.fetchOne("SELECT SLEEP(4)")
                isRunning.open()
                _ = try await slow
            }
            let holdingLine = #line - 5
            try await client.withConnection { _ in
                await isRunning.wait()
                let isSeen = try await eventually { client.snapshot().holders.contains { $0.sql == "SELECT SLEEP(4)" } }
                #expect(isSeen)
                // Not in this task, which holds a connection itself.
                let asking = Task.detached { try await client.execute("SELECT 1") }
                let error = await #expect(throws: MariaDBError.self) { try await asking.value }
                let message = error?.message ?? ""
                #expect(error?.code == .acquireTimeout && error?.file == #fileID)
                #expect(message.contains("2 in use, 0 idle, 0 connecting, 1 waiting, limit 2"), "\(message)")
                #expect(message.contains("\(#fileID):\(holdingLine) for "), "\(message)")
                #expect(message.contains(" s running SELECT SLEEP(4)"), "\(message)")
                #expect(!message.contains("\n"))
            }
            try await holding
        }
    }

    @Test("tells why no connection can be made, when that is why there is none")
    func serverIsDown() async throws {
        var configuration = MariaDBClient.Configuration(MariaDBConfiguration(unixSocket: "/nowhere/mariadb.sock", user: "app"))
        configuration.acquireTimeout = .milliseconds(100)
        try await MariaDBClient.withClient(configuration) { client in
            _ = try? await client.execute("SELECT 1")
            let hasFailed = try await eventually { client.snapshot().connectFailures > 0 }
            #expect(hasFailed)
            let error = await #expect(throws: MariaDBError.self) { try await client.execute("SELECT 1") }
            #expect(error?.code == .acquireTimeout)
            let message = error?.message ?? ""
            #expect(message.contains("the last attempt to connect failed: cannot connect to /nowhere/mariadb.sock"), "\(message)")
        }
    }

    /// A task that holds the only connection and asks for another one would wait for itself.
    @Test("for a second one while holding the only one ends in time, and the error says so")
    func nested() async throws {
        try await withWarmClient(1, .milliseconds(50)) { client in
            func takeTwo() async throws {
                try await client.withConnection { _ in try await client.execute("SELECT 1") }
            }
            let line = #line - 2
            let error = await #expect(throws: MariaDBError.self) { try await takeTwo() }
            #expect(error?.code == .acquireTimeout)
            let message = error?.message ?? ""
            #expect(message.contains("this task itself holds 1 of them, taken at \(#fileID):\(line)"), "\(message)")
            let answer = try await client.fetchOne("SELECT 1", as: Int.self)
            #expect(answer == 1)
        }
    }

    /// The client's own time-out was waited for.
    @Test("ends at the deadline of the call, if that is earlier")
    func deadline() async throws {
        try await withWarmClient(1, .seconds(600)) { client in
            let error = await #expect(throws: MariaDBError.self) {
                try await client.withConnection { _ in
                    try await MariaDBDeadline.within(.milliseconds(50)) { try await client.execute("SELECT 1") }
                }
            }
            #expect(error?.code == .waitTimeout && error?.file == #fileID)
            let message = error?.message ?? ""
            #expect(message.contains("nothing was sent: 1 in use, 0 idle, 0 connecting, 1 waiting, limit 1"), "\(message)")
            #expect(message.contains("this task itself holds 1 of them"), "\(message)")
        }
    }

    @Test("is first come, first served, and one who is cancelled leaves at once")
    func order() async throws {
        try await withTestClient(1) { client in
            let order = Order()
            let isHeld = AsyncGate()
            let goesOn = AsyncGate()
            async let holder: Void = client.withConnection { _ in
                isHeld.open()
                await goesOn.wait()
            }
            await isHeld.wait()
            var tasks: [Task<Void, any Error>] = []
            for number in 0..<20 {
                tasks.append(
                    Task {
                        try await client.withConnection { _ in order.add(number) }
                    })
                #expect(try await eventually { client.snapshot().waiting == number + 1 })
            }
            tasks[7].cancel()
            await #expect(throws: CancellationError.self) { try await tasks[7].value }
            #expect(client.snapshot().waiting == 19)
            goesOn.open()
            try await holder
            for (number, task) in tasks.enumerated() where number != 7 { try await task.value }
            #expect(order.numbers == (0..<20).filter { $0 != 7 })
        }
    }

    /// 1226, too many connections of one user: the server has room for two, the pool would like five.
    @Test("is served by the connections that the server gives, and it is asked for more only now and then")
    func userLimit() async throws {
        try await MariaDBServer.withServer { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                try await connection.execute("CREATE USER app@localhost WITH MAX_USER_CONNECTIONS 2")
            }
            var configuration = MariaDBClient.Configuration(server.configuration)
            configuration.connection.user = "app"
            configuration.maximumConnections = 5
            try await MariaDBClient.withClient(configuration) { client in
                let begin = ContinuousClock.now
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<100 {
                        group.addTask { _ = try await client.fetchOne("SELECT SLEEP(0.01), \(number)") }
                    }
                    try await group.waitForAll()
                }
                let seconds = begin.duration(to: .now) / .seconds(1)
                let snapshot = client.snapshot()
                #expect(snapshot.idle <= 2 && snapshot.connectFailures > 0)
                #expect(Double(snapshot.connectFailures) <= 5 * (seconds + 1))
            }
        }
    }

    @Test("reports those who hold a connection for too long, once")
    func leak() async throws {
        let leaks = Mutex<[MariaDBClient.Holder]>([])
        try await withTestClient(
            1,
            { configuration in
                configuration.leakThreshold = .milliseconds(20)
                configuration.onLeak = { leak in leaks.withLock { $0.append(leak) } }
            }
        ) { client in
            try await client.withConnection { _ in
                let isReported = try await eventually { leaks.withLock { !$0.isEmpty } }
                #expect(isReported)
            }
            let line = #line - 4
            let found = leaks.withLock { $0 }
            #expect(found.map(\.line) == [line] && found.first?.file == #fileID)
        }
    }
}

/// The numbers of tasks in the order in which they came.
private final class Order: Sendable {
    private let list = Mutex<[Int]>([])
    func add(_ number: Int) { list.withLock { $0.append(number) } }
    var numbers: [Int] { list.withLock { $0 } }
}
