import MariaDBTesting
import Subprocess
import Testing

@Suite("mariaq pool-demo")
struct PoolDemoProgramTests {
    @Test("serves its tasks over the connections of a private server, in plain lines when nobody looks", .timeLimit(.minutes(2)))
    func privateServer() async throws {
        let ending = try await Program.run(["pool-demo"])
        #expect(ending.status == .exited(0))
        #expect(ending.errorLines.count == 1, "the note on the private server: \(ending.errors)")
        #expect(!ending.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\r" })
        #expect(ending.output.contains("1,000 tasks in "))
        #expect(ending.output.contains("and each got its own answer"))
        #expect(ending.output.contains("16 connections were made, and 16 threads started"))
    }

    @Test("keeps to what was asked for, on the server of a URL", .timeLimit(.minutes(2)))
    func server() async throws {
        let url = Program.url(try await MariaDBServer.sharedConfiguration())
        let ending = try await Program.run(["pool-demo", "--tasks", "7", "--connections", "2", "--url", url])
        #expect(ending.status == .exited(0))
        #expect(ending.errors == "")
        #expect(ending.output.contains("7 tasks in "))
        #expect(ending.output.contains("2 connections were made, and 2 threads started"))
    }

    @Test("refuses numbers that make no sense", arguments: [["--tasks", "0"], ["--connections", "1001"], ["--tasks", "many"]])
    func mistakes(arguments: [String]) async throws {
        let ending = try await Program.run(["pool-demo"] + arguments)
        #expect(ending.status == .exited(64))
        #expect(ending.errors.contains(arguments[0]))
    }
}
