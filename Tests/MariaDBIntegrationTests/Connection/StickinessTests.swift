import BlockingExecutors
import MariaDB
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("The body of withConnection")
struct StickinessTests {
    @Test("stays on the connection's thread between its calls")
    @concurrent func staysOnTheThread() async throws {
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "sticky-test", maximumThreads: 4)),
            connects: BlockingThreadPool(.init(name: "sticky-dial", maximumThreads: 1)))
        try await withTestConnection(threads: threads) { connection in
            try await connection.ping()
            let home = pthread_self()
            for _ in 0..<100 {
                try await connection.ping()
                #expect(pthread_self() == home)
            }
            // Not after the body: what follows comes from another thread, and may find this one on its way to sleep.
            #expect(threads.queries.snapshot().threadsStarted == 1)
        }
        await threads.queries.shutdown()
        await threads.connects.shutdown()
    }

    @Test("may be isolated to an actor: it runs there")
    @MainActor func mainActor() async throws {
        var answers: [Int] = []
        try await withTestConnection { connection in
            for number in 0..<10 {
                answers.append(try await connection.fetchOne("SELECT \(number)", as: Int.self))
                MainActor.assertIsolated()
            }
        }
        #expect(answers == Array(0..<10))
    }

    @Test("throws its own error, and the connection is closed")
    func bodyThrows() async throws {
        struct Mine: Error {}
        var kept: MariaDBConnection?
        await #expect(throws: Mine.self) {
            try await withTestConnection { connection in
                kept = connection
                throw Mine()
            }
        }
        let connection = try #require(kept)
        #expect(await !connection.isOpen)
    }
}
