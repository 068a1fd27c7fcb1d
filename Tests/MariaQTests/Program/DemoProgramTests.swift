import Subprocess
import Testing

@Suite("mariaq demo")
struct DemoProgramTests {
    @Test("tells its story in plain lines when nobody looks", .timeLimit(.minutes(2)))
    func tellsItsStory() async throws {
        let ending = try await Program.run(["demo"])
        #expect(ending.status == .exited(0))
        #expect(ending.errors == "")
        #expect(!ending.output.unicodeScalars.contains("\u{1B}"))
        #expect(!ending.output.unicodeScalars.contains("\r"))
        for words in ["Europe/London", "cursor.fetchAll(as: (String, Int).self)", "| (a) one", "| (b) all", "| (c) all"] {
            #expect(ending.output.contains(words))
        }
    }
}
