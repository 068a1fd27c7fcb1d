import Testing

@testable import MariaDBTesting

@Suite("What is known of a server from its supervisor's lines")
struct SupervisorStateTests {
    @Test("A life: started, exited, started again")
    func life() {
        var state = SupervisorState()
        #expect(state.phase == .starting && state.mayBeRunning)
        state.receive("started 123")
        #expect(state.phase == .running(processIdentifier: 123) && state.mayBeRunning)
        state.receive("exited 137")
        #expect(state.phase == .exited(status: 137) && !state.mayBeRunning)
        #expect(state.processIdentifier == 123)
        state.start()
        #expect(state.phase == .starting)
        state.receive("started 456")
        #expect(state.processIdentifier == 456)
        state.end(nil)
        #expect(state.phase == .gone && !state.mayBeRunning)
        state.start()
        #expect(state.phase == .gone)
    }

    @Test("What commands complain of is kept, and `failed` is the end")
    func failure() {
        var state = SupervisorState()
        state.receive("cp: error writing: No space left on device")
        #expect(state.phase == .starting)
        state.receive("failed /tmp/x could not be made")
        #expect(state.phase == .gone)
        #expect(state.complaints == ["cp: error writing: No space left on device", "failed /tmp/x could not be made"])
    }

    @Test(
        "Lines that make no sense change nothing", arguments: ["", " ", "started", "started x", "exited 99999999999", "hello 1"])
    func nonsense(line: String) {
        var state = SupervisorState()
        state.receive(line)
        #expect(state.phase == .starting)
        #expect(state.complaints == [line])
    }
}
