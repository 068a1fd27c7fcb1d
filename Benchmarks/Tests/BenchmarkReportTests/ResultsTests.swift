import BenchmarkReport
import Foundation
import Testing

struct ResultsTests {
    @Test func `Results come back from their JSON`() throws {
        #expect(try BenchmarkResults(json: BenchmarkResults.sample.json()) == .sample)
    }

    @Test func `Workloads stand in their groups in the order in which they ran`() {
        #expect(BenchmarkResults.sample.groups.map(\.name) == ["Small queries", "Memory"])
    }

    @Test func `A peer is ahead if it beats the best of ours`() {
        let ahead = BenchmarkResults.sample.workloads.map { $0.ahead.map(\.label) }
        #expect(ahead == [["peer"], []])
    }

    @Test func `Only the marked place of a text is written`() throws {
        let text = "before\n\(MarkedText.begin)\nold\n\(MarkedText.end)\nafter\n"
        let filled = try #require(MarkedText(text)).filled(with: "new")
        #expect(filled == "before\n\(MarkedText.begin)\nnew\n\(MarkedText.end)\nafter\n")
        #expect(MarkedText(filled)?.filled(with: "new") == filled)
    }

    @Test(arguments: ["", MarkedText.begin, MarkedText.end + MarkedText.begin])
    func `A text without a marked place is refused`(text: String) {
        #expect(MarkedText(text) == nil)
    }
}
