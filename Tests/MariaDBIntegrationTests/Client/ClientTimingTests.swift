import BlockingExecutors
import Foundation
import MariaDB
import MariaDBTesting
import StateLocks
import Synchronization
import Testing

/// The figures of the pool, printed. Alone, since they are about the whole process and about time.
@Suite("A client, by the clock", .serialized)
struct ClientTimingTests {
    @Test("serves a thousand tasks of a hundred queries each over ten connections evenly, and each with its own answers")
    func evenWaits() async throws {
        try await withTestClient(10, { $0.acquireTimeout = .seconds(60) }) { client in
            let begin = ContinuousClock.now
            let waits = try await withThrowingTaskGroup(of: [Duration].self) { group in
                for task in 0..<1_000 {
                    group.addTask { try await self.askHundredTimes(client, task) }
                }
                return try await group.reduce(into: []) { $0 += $1 }.sorted()
            }
            let time = begin.duration(to: .now)
            let (median, late) = (waits[waits.count / 2], waits[waits.count * 99 / 100])
            print("1,000 tasks x 100 queries over 10 connections: \(time), waits p50 \(median), p99 \(late)")
            #expect(waits.count == 100_000)
            #expect(late < median * 20)
            #expect(client.snapshot().connected <= 10 && client.snapshot().timeouts == 0)
        }
    }

    private func askHundredTimes(_ client: MariaDBClient, _ task: Int) async throws -> [Duration] {
        var waits: [Duration] = []
        for number in 0..<100 {
            let begin = ContinuousClock.now
            try await client.withConnection { connection in
                waits.append(begin.duration(to: .now))
                let answer = try await connection.fetchOne("SELECT \(task * 100 + number)", as: Int.self)
                #expect(answer == task * 100 + number)
            }
        }
        return waits
    }

    #if os(Linux)
    @Test("keeps a thousand idle connections without a thread and with little memory, and gives everything back in the end")
    func idleConnections() async throws {
        let options = MariaDBServer.Options(arguments: ["--max-connections=1100"])
        try await MariaDBServer.withServer(options) { server in
            let (descriptors, others) = (try count("/proc/self/fd"), threads("mariadb-"))
            // With a name of their own, and soon gone when they have nothing to do.
            let threads = MariaDBThreads(
                queries: BlockingThreadPool(.init(name: "idler", maximumThreads: 8, idleTimeout: .milliseconds(100))),
                connects: BlockingThreadPool(.init(name: "idler-dial", maximumThreads: 8, idleTimeout: .milliseconds(100))))
            var configuration = MariaDBClient.Configuration(server.configuration)
            configuration.minimumConnections = 1_000
            configuration.maximumConnections = 1_000
            let client = MariaDBClient(configuration, threads: threads)
            // So that what the first connection of a process needs is not counted.
            try await client.execute("SELECT 1")
            let before = try residentBytes()
            let already = client.snapshot().connected
            #expect(try await eventually(within: .seconds(60)) { client.snapshot().idle == 1_000 })
            let each = (try residentBytes() - before) / (1_000 - already)
            #expect(try await eventually { self.threads("idler") == 0 })
            print("1,000 idle connections: \(each) bytes each, no thread")
            #expect(each <= 64 << 10)
            await client.shutdown()
            // One with threads of its own, which end with it.
            try await MariaDBClient.withClient(server.configuration) { try await $0.execute("SELECT 1") }
            #expect(self.threads("mariadb-") <= others)
            #expect(try await eventually { try count("/proc/self/fd") <= descriptors && self.threads("idler") == 0 })
        }
    }

    /// How many threads of this process have names that begin so.
    private func threads(_ prefix: String) -> Int {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        return tasks.count { task in
            let name = try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
            return name?.hasPrefix(prefix) == true
        }
    }

    private func count(_ folder: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder).count
    }

    private func residentBytes() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (Int(pages[1]) ?? 0) * 4_096
    }
    #endif

    @Test("fails only what was on its way when the server is restarted under load, five times, and serves again within 2 s")
    func restarts() async throws {
        try await MariaDBServer.withServer { server in
            try await MariaDBClient.withClient(server.configuration) { client in
                let tally = Tally()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<20 {
                        group.addTask {
                            while !tally.isDone.load(ordering: .relaxed) {
                                do {
                                    try await client.execute("DO SLEEP(0.005)")
                                    tally.served.add(1, ordering: .relaxed)
                                } catch let error as MariaDBError {
                                    tally.failures.withLock { $0.append(error) }
                                }
                            }
                        }
                    }
                    var longest = Duration.zero
                    for _ in 0..<5 {
                        let before = tally.served.load(ordering: .relaxed)
                        #expect(try await eventually { tally.served.load(ordering: .relaxed) > before + 20 })
                        await server.kill()
                        try await server.restart()
                        let back = ContinuousClock.now
                        let after = tally.served.load(ordering: .relaxed)
                        #expect(try await eventually { tally.served.load(ordering: .relaxed) > after })
                        longest = max(longest, back.duration(to: .now))
                    }
                    tally.isDone.store(true, ordering: .relaxed)
                    try await group.waitForAll()
                    let failed = tally.failures.withLock { $0 }
                    print("5 restarts under load: back after \(longest) at most, \(failed.count) statements failed")
                    #expect(longest < .seconds(2))
                    // Never more than the ten that were on their way each time.
                    #expect(failed.count <= 5 * 10)
                    #expect(failed.allSatisfy { $0.isConnectionLost }, "\(failed.first { !$0.isConnectionLost } as Any)")
                }
            }
        }
    }

    @Test("to a dead host does not slow one to another server")
    func deadHost() async throws {
        try await withTestClient(4) { client in
            func rate() async throws -> Int {
                let end = ContinuousClock.now + .milliseconds(500)
                return try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            var count = 0
                            while ContinuousClock.now < end {
                                try await client.execute("DO SLEEP(0.002)")
                                count += 1
                            }
                            return count
                        }
                    }
                    return try await group.reduce(0, +)
                }
            }
            var dead = MariaDBClient.Configuration(MariaDBConfiguration(unixSocket: "/nowhere/mariadb.sock", user: "app"))
            dead.acquireTimeout = .milliseconds(100)
            var best = 0.0
            for _ in 0..<3 where best < 0.95 {
                let alone = try await rate()
                let beside = try await MariaDBClient.withClient(dead) { deadClient in
                    let callers = Task {
                        await withTaskGroup(of: Void.self) { group in
                            for _ in 0..<50 {
                                group.addTask { while !Task.isCancelled { _ = try? await deadClient.execute("SELECT 1") } }
                            }
                        }
                    }
                    let beside = try await rate()
                    callers.cancel()
                    await callers.value
                    return beside
                }
                best = max(best, Double(beside) / Double(alone))
            }
            print("beside a client to a dead host: \(best) of the throughput")
            #expect(best >= 0.95)
        }
    }
}

/// What became of the statements of many tasks.
private final class Tally: Sendable {
    let isDone = Atomic(false)
    let served = Atomic(0)
    let failures = Mutex<[MariaDBError]>([])
}
