import BenchmarkReport
import Testing

struct InstructionComparisonTests {
    private let baseline = InstructionBaseline(machine: "x86_64", counts: ["a": 100.4, "b": 200, "gone": 5])

    private func comparison(machine: String = "x86_64", _ counts: [String: Double]) -> InstructionComparison {
        InstructionComparison(
            baseline, machine: machine, counts: counts, tolerance: 5, titles: [("a", "work A"), ("b", "work B"), ("c", "work C")])
    }

    @Test func `Counts within the tolerance pass`() {
        let comparison = comparison(["a": 104.9, "b": 191])
        #expect(comparison.passes)
        #expect(comparison.lines.map(\.verdict) == [.same, .same])
        #expect(comparison.text.hasSuffix("All counts are within 5 % of the baseline."))
    }

    @Test func `A count that has grown more fails and is shown`() {
        let comparison = comparison(["a": 106, "b": 200])
        #expect(!comparison.passes)
        #expect(comparison.text.contains("a            work A  106       100  +6.0 %  MORE"))
        #expect(comparison.text.contains("FAILED"))
    }

    @Test func `A count that has shrunk more passes, and asks for a new baseline`() {
        let comparison = comparison(["a": 50])
        #expect(comparison.passes)
        #expect(comparison.text.contains("keep that with scripts/bench --instructions --update"))
    }

    @Test func `A workload that the baseline does not know fails`() {
        #expect(!comparison(["c": 1]).passes)
    }

    @Test func `Counts of another kind of processor judge nothing, and that is said`() {
        let comparison = comparison(machine: "arm64", ["a": 1000])
        #expect(comparison.passes)
        #expect(comparison.text.contains("NOTHING IS JUDGED"))
    }

    @Test func `A baseline comes back from its JSON`() throws {
        #expect(try InstructionBaseline(json: baseline.json()) == baseline)
    }
}
