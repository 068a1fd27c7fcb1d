import Testing

@testable import BlockingExecutors

/// A call ends exactly once. A checked continuation that is resumed twice traps, and one that is dropped never returns.
@Suite("Pending call")
struct PendingCallTests {
    let ran = Counter()
    let call: PendingCall<Int>

    init() {
        let ran = ran
        call = PendingCall { ran.add() }
    }

    @Test("It starts once and ends with its result")
    func starts() async throws {
        let value = try await call.value { call in
            let deliver = call.start()
            #expect(ran.value == 1)
            #expect(call.start() == nil)
            #expect(!call.cancel())
            #expect(!call.hasEnded)
            call.fail(BlockingExecutorError.shutDown)
            deliver?()
        }
        #expect(value == 1)
        #expect(ran.value == 1)
    }

    @Test("It ends with its error")
    func throwsItsError() async {
        let call = PendingCall<Int> { throw Failure() }
        await #expect(throws: Failure.self) {
            try await call.value { $0.start()?() }
        }
    }

    @Test("Cancelled before it waits, it never runs and never has to leave the queue")
    func cancelledBefore() async {
        #expect(!call.cancel())
        #expect(call.hasEnded)
        await #expect(throws: CancellationError.self) {
            try await withCheckedThrowingContinuation { continuation in
                #expect(!call.wait(continuation))
            }
        }
        #expect(call.start() == nil)
        #expect(ran.value == 0)
    }

    @Test("Cancelled while it waits, it ends at once and has to leave the queue")
    func cancelledWhileWaiting() async {
        await #expect(throws: CancellationError.self) {
            try await call.value { call in
                #expect(call.cancel())
                #expect(call.hasEnded)
                #expect(!call.cancel())
                #expect(call.start() == nil)
            }
        }
        #expect(ran.value == 0)
    }

    @Test("Cancelled after its end, nothing happens")
    func cancelledAfter() async throws {
        _ = try await call.value { $0.start()?() }
        #expect(!call.cancel())
        #expect(ran.value == 1)
    }

    @Test("Refused while it waits, it ends with the refusal")
    func refused() async {
        await #expect(throws: BlockingExecutorError.shutDown) {
            try await call.value { call in
                call.fail(BlockingExecutorError.shutDown)
                #expect(call.hasEnded)
                #expect(call.start() == nil)
                #expect(!call.cancel())
            }
        }
        #expect(ran.value == 0)
    }

    @Test("Start, cancel and refusal from three threads at once: one of them wins")
    func race() async {
        for _ in 1...500 {
            let ran = Counter()
            let call = PendingCall { ran.add() }
            let wins = Counter()
            let ended: Bool
            do {
                _ = try await call.value { call in
                    Task.detached {
                        if let deliver = call.start() {
                            wins.add()
                            deliver()
                        }
                    }
                    Task.detached { if call.cancel() { wins.add() } }
                    Task.detached { call.fail(BlockingExecutorError.shutDown) }
                }
                ended = false
            } catch is CancellationError {
                ended = true
            } catch {
                ended = true
            }
            #expect(ran.value == (ended ? 0 : 1))
            #expect(wins.value <= 1)
        }
    }

    private struct Failure: Error {}
}

extension PendingCall {
    /// Waits for the call and does something to it meanwhile.
    fileprivate func value(while body: @Sendable (PendingCall<Value>) -> Void) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            #expect(wait(continuation))
            body(self)
        }
    }
}
