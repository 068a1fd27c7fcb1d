import BlockingExecutors
import MariaDB
import MariaDBTesting
import Testing

@Suite("A connect that has hardly any time")
struct ConnectDeadlineTests {
    /// The end comes at every point of a connect, also when it has just succeeded: then nobody must lose the session.
    @Test("succeeds or says that its time was over, a thousand times, and leaves nothing behind", arguments: [false, true])
    func hasty(isScoped: Bool) async throws {
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "hasty-test")),
            connects: BlockingThreadPool(.init(name: "hasty-dial", maximumThreads: 8)))
        try await MariaDBServer.withServer { server in
            let watcher = try await MariaDBConnection.connect(to: server.configuration)
            let connected = try await withThrowingTaskGroup(of: Int.self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        var random = SplitMix64(seed: UInt64(worker))
                        var connected = 0
                        for _ in 0..<125 {
                            let time = Duration.microseconds(Int.random(in: 1...3000, using: &random))
                            var configuration = server.configuration
                            if !isScoped { configuration.connectTimeout = time }
                            do {
                                let connection = try await MariaDBDeadline.within(isScoped ? time : nil) { [configuration] in
                                    try await MariaDBConnection.connect(to: configuration, threads: threads)
                                }
                                connected += 1
                                let answer = try await connection.fetchOne("SELECT \(worker)", as: Int.self)
                                #expect(answer == worker)
                                await connection.close()
                            } catch let error as MariaDBError {
                                #expect(error.code == .connectTimeout, "\(error)")
                            }
                        }
                        return connected
                    }
                }
                return try await group.reduce(0, +)
            }
            print("connects with next to no time: \(connected) of 1000 were in time")
            #expect(try await eventually(within: .seconds(30)) { threads.connects.snapshot().busyThreads == 0 })
            #expect(
                try await eventually(within: .seconds(30)) {
                    try await watcher.fetchOne("SELECT COUNT(*) FROM information_schema.PROCESSLIST", as: Int.self) == 1
                })
            await watcher.close()
        }
        await threads.connects.shutdown()
        await threads.queries.shutdown()
    }
}
