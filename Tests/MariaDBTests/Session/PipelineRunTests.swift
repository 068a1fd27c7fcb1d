import Testing

@testable import MariaDB

@Suite("What is on its way in a pipeline")
struct PipelineRunTests {
    @Test("Packets are gathered with their headers, and one that can not be written leaves no trace")
    func packets() throws {
        var run = PipelineRun(gathers: true)
        try run.gather(3) { $0 += Array("DO 1".utf8) }
        #expect(throws: MariaDBError.self) {
            try run.gather(23) { payload throws(MariaDBError) in
                payload += [1, 2, 3]
                throw MariaDBError(code: .invalidQuery, message: "no")
            }
        }
        try run.gather(23) { $0 += Array(repeating: 7, count: 300) }
        #expect(run.outbox == [5, 0, 0, 0, 3] + Array("DO 1".utf8) + [45, 1, 0, 0, 23] + Array(repeating: 7, count: 300))
        run.emptyOutbox()
        #expect(run.outbox.isEmpty)
    }

    @Test("No more bytes and statements are without an answer than the buffers of the system take")
    func limits() {
        var run = PipelineRun(gathers: true)
        #expect(!run.isFull(beside: 1 << 20), "one alone may be as large as it likes")
        var sent = 0
        while !run.isFull(beside: 100) {
            run.append(.text, "\(sent)", 100)
            sent += 1
        }
        #expect(sent == PipelineRun.maximumStatements)
        var answered = 0
        while !run.hasRoom(beside: 100) {
            #expect(run.removeFirst().sql == "\(answered)")
            answered += 1
        }
        // The server still has half of them while the next are gathered.
        #expect(answered == sent / 2)
        #expect(run.isFull(beside: PipelineRun.maximumBytes))
        for number in answered..<10_000 {
            run.append(.text, "\(number + sent - answered)", 100)
            #expect(run.removeFirst().sql == "\(number)")
        }
        while !run.isAnswered { _ = run.removeFirst() }
        #expect(!run.isFull(beside: PipelineRun.maximumBytes))
        #expect(run.hasRoom(beside: 1 << 20))
    }
}
