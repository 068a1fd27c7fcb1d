import BenchmarkReport
import Testing

struct ContestantReplyTests {
    @Test(arguments: [
        ("name aiomysql 0.3, Python 3.11", ContestantReply.name("aiomysql 0.3, Python 3.11")),
        ("can rows text binary", .can(workload: "rows", variants: ["text", "binary"])), ("ready", .ready),
        ("ok 1234567", .figure(1_234_567)),
        ("error it broke", .failure("it broke")), ("error", .failure("no reason given")),
    ])
    func `The lines of the protocol are understood`(line: String, reply: ContestantReply) {
        #expect(ContestantReply(line: line) == reply)
    }

    @Test(arguments: ["", "ok", "ok nan", "ok -1", "ok 1 2", "can rows", "ready now", "Traceback (most recent call last):"])
    func `Everything else is refused`(line: String) {
        #expect(ContestantReply(line: line) == nil)
    }
}
