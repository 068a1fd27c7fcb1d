/// Counts beside those of the baseline.
public struct InstructionComparison: Sendable {
    /// One workload.
    public struct Line: Sendable, Hashable {
        /// The workload's name and what it does.
        public var name, title: String
        /// Instructions for each operation.
        public var count: Double
        /// What the baseline says, if it knows the workload.
        public var expected: Double?
        /// What it comes to.
        public var verdict: Verdict
    }

    /// What a count comes to.
    public enum Verdict: String, Sendable {
        /// As before, within the tolerance.
        case same
        /// Better than before: time to update the baseline.
        case less
        /// Worse than before.
        case more = "MORE"
        /// The baseline does not know it.
        case new = "NEW"
    }

    /// In the order of the titles.
    public let lines: [Line]
    /// By how many percent a count may grow.
    public let tolerance: Double
    /// Whether the baseline is of another kind of processor, whose counts prove nothing here.
    public let isOfAnotherMachine: Bool

    /// Compares the counts of the workloads that have a title here.
    public init(
        _ baseline: InstructionBaseline, machine: String, counts: [String: Double], tolerance: Double,
        titles: [(name: String, title: String)]
    ) {
        self.tolerance = tolerance
        isOfAnotherMachine = baseline.machine != machine
        lines = titles.compactMap { name, title in
            guard let count = counts[name] else { return nil }
            let expected = baseline.counts[name]
            return Line(
                name: name, title: title, count: count, expected: expected, verdict: Self.verdict(count, expected, tolerance))
        }
    }

    /// No count is too high, and none is missing in the baseline.
    public var passes: Bool { isOfAnotherMachine || lines.allSatisfy { $0.verdict == .same || $0.verdict == .less } }

    /// For people: a line for each workload, and what to do.
    public var text: String {
        let rows = lines.map { line in
            let change = line.expected.flatMap { $0 > 0 ? (line.count / $0 - 1) * 100 : nil }
            return [
                line.name, line.title, line.count.fixed(0), line.expected?.fixed(0) ?? "-",
                change.map { ($0 < 0 ? "" : "+") + $0.fixed(1) + " %" } ?? "-",
                line.verdict == .same ? "" : line.verdict.rawValue,
            ]
        }
        let table = TextTable(header: ["", "instructions for", "now", "baseline", "change", ""], rows: rows).plain()
        return table + "\n\n" + conclusion
    }

    private var conclusion: String {
        if isOfAnotherMachine { return "The baseline is of another kind of processor: NOTHING IS JUDGED." }
        let allowed = "\(tolerance.fixed(0)) %"
        if !passes {
            return
                "FAILED: more than \(allowed) above the baseline, or not in it. If that is meant: scripts/bench --instructions --update"
        }
        if lines.contains(where: { $0.verdict == .less }) {
            return
                "No count is more than \(allowed) above the baseline; some are below: keep that with scripts/bench --instructions --update"
        }
        return "All counts are within \(allowed) of the baseline."
    }

    private static func verdict(_ count: Double, _ expected: Double?, _ tolerance: Double) -> Verdict {
        guard let expected else { return .new }
        if count > expected * (1 + tolerance / 100) { return .more }
        return count < expected * (1 - tolerance / 100) ? .less : .same
    }
}
