import Testing

@testable import BlockingExecutors

extension ThreadedTests {
    @Suite("A call that nobody waits for")
    struct StartTests {
        @Test("It runs, and hands its result on when its thread is free again")
        func runs() async {
            let pool = BlockingThreadPool(threads: 1)
            let idle = await withCheckedContinuation { continuation in
                pool.start(
                    StartedCall {
                        { continuation.resume(returning: pool.snapshot().idleThreads) }
                    } refused: { _ in
                        continuation.resume(returning: -1)
                    })
            }
            #expect(idle == 1)
            await pool.shutdown()
        }

        @Test("Taken back before it has a thread, it never runs")
        func withdrawn() async {
            let pool = BlockingThreadPool(threads: 1)
            let (gate, runs) = (Gate(), Counter())
            let first = StartedCall {
                gate.wait()
                return { runs.add() }
            } refused: { _ in
            }
            pool.start(first)
            await gate.waitForArrivals()
            let second = StartedCall {
                { runs.add() }
            } refused: { _ in
                runs.add()
            }
            pool.start(second)
            #expect(pool.snapshot().waiting == 1)
            pool.withdraw(second)
            #expect(pool.snapshot().waiting == 0)
            // It has begun, so this does nothing.
            pool.withdraw(first)
            gate.open()
            await pool.shutdown()
            #expect(runs.value == 1)
        }

        @Test("It is refused by a pool that is shut down")
        func refused() async {
            let pool = BlockingThreadPool(threads: 1)
            await pool.shutdown()
            let error = await withCheckedContinuation { continuation in
                pool.start(
                    StartedCall {
                        { continuation.resume(returning: nil) }
                    } refused: {
                        continuation.resume(returning: $0 as? BlockingExecutorError)
                    })
            }
            #expect(error == .shutDown)
        }
    }
}
