import Foundation
import Testing

@testable import BlockingExecutors

extension ThreadedTests {
    @Suite("Threads of a pool")
    struct PoolThreadTests {
        @Test("The thread that fell idle last is woken first, and one caller needs one thread")
        func lastInFirstOut() async throws {
            let pool = BlockingThreadPool(threads: 3)
            let gates = (0..<3).map { _ in Gate() }
            let calls = gates.map { gate in
                Task {
                    try await pool.run {
                        gate.wait()
                        return currentThreadName()
                    }
                }
            }
            for gate in gates { await gate.waitForArrivals() }
            var names: [String] = []
            for (index, gate) in [gates[1], gates[2], gates[0]].enumerated() {
                gate.open()
                await eventually { pool.snapshot().idleThreads == index + 1 }
            }
            for call in calls { names.append(try await call.value) }
            #expect(Set(names).count == 3)
            for _ in 1...20 {
                #expect(try await pool.run { currentThreadName() } == names[0])
                await eventually { pool.snapshot().idleThreads == 3 }
            }
            #expect(pool.snapshot().threadsStarted == 3)
            await pool.shutdown()
        }

        @Test("Threads bear the pool's name and a number")
        func names() async throws {
            let pool = BlockingThreadPool(threads: 1)
            #expect(try await pool.run { currentThreadName() } == pool.configuration.name + "-1")
            await pool.shutdown()
        }

        @Test(
            "The kernel has room for 15 bytes: the name is cut, not its number, and not inside a character",
            arguments: [
                ("mariadb", 3, "mariadb-3"), ("a-long-pool-name", 7, "a-long-pool-n-7"),
                ("a-long-pool-name", 123, "a-long-pool-123"),
                ("éééééééé", 1, "éééééé-1"), ("👩‍👩‍👧‍👦", 1, "-1"), ("", 1, "-1"), ("pool", Int.max, "-9223372036854775807"),
            ])
        func longNames(name: String, number: Int, expected: String) {
            #expect(SystemThread.name(name, number: number) == expected)
        }

        @Test("A long name reaches the kernel in its short form")
        func longNameOfAThread() async throws {
            let pool = BlockingThreadPool(.init(name: "a-very-long-pool-name", maximumThreads: 1))
            #expect(try await pool.run { currentThreadName() } == "a-very-long-p-1")
            await pool.shutdown()
        }

        @Test("Signals are left to the program's own threads, but not those that report a fault")
        func signals() async throws {
            let pool = BlockingThreadPool(threads: 1)
            let blocked = try await pool.run {
                var mask = sigset_t()
                unsafe pthread_sigmask(SIG_BLOCK, nil, &mask)
                return [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGALRM, SIGUSR1, SIGCHLD, SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGPROF]
                    .filter { unsafe sigismember(&mask, $0) == 1 }
            }
            #expect(blocked == [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGALRM, SIGUSR1, SIGCHLD])
            await pool.shutdown()
        }

        @Test("Starting a thread leaves the signal mask of the starter as it was")
        func starterKeepsItsMask() async {
            let pool = BlockingThreadPool(threads: 1)
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    let before = Self.blockedSignals()
                    pool.submit(.call(PendingCall { 1 }))
                    #expect(Self.blockedSignals() == before)
                    continuation.resume()
                }
            }
            await pool.shutdown()
        }

        @Test("The stack is as large as asked for", arguments: [1 << 20, 64 << 20])
        func stackSize(bytes: Int) async throws {
            let pool = BlockingThreadPool(.init(name: uniquePoolName(), maximumThreads: 1, stackSize: bytes))
            // Three quarters of it, touched from one end to the other.
            try await pool.run {
                unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes / 4 * 3) { stack in
                    for index in stride(from: 0, to: stack.count, by: 4096) { unsafe stack[index] = 1 }
                }
            }
            await pool.shutdown()
        }

        @Test("Nonsense limits are the smallest ones", arguments: [0, -1, Int.min])
        func nonsense(number: Int) async throws {
            let pool = BlockingThreadPool(
                .init(name: "", maximumThreads: number, idleTimeout: .zero, stackSize: number))
            #expect(try await pool.run { 1 } == 1)
            await pool.shutdown()
        }

        private static func blockedSignals() -> [Int32] {
            var mask = sigset_t()
            unsafe pthread_sigmask(SIG_BLOCK, nil, &mask)
            return (1...31).filter { unsafe sigismember(&mask, $0) == 1 }
        }
    }
}
