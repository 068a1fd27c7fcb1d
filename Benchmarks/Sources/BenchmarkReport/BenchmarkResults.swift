public import Foundation

/// One run of the benchmarks: what `results.json` holds.
public struct BenchmarkResults: Sendable, Hashable, Codable {
    /// The day, as in `2026-11-25`.
    public var date: String
    /// Processor, cores, system.
    public var machine: String
    /// What ran, each with its version: the server, the C loop, ours and the peers.
    public var versions: [String]
    /// The options that change the figures, such as `--one-core`; empty for the usual run.
    public var options: [String]
    /// Who is missing, and why.
    public var leftOut: [String]
    /// In the order in which they ran.
    public var workloads: [WorkloadResult]

    /// Each parameter is the property of its name.
    public init(
        date: String, machine: String, versions: [String], options: [String], leftOut: [String], workloads: [WorkloadResult]
    ) {
        self.date = date
        self.machine = machine
        self.versions = versions
        self.options = options
        self.leftOut = leftOut
        self.workloads = workloads
    }

    /// Reads what ``json()`` has written.
    public init(json: Data) throws {
        self = try JSONDecoder().decode(Self.self, from: json)
    }

    /// The same results always give the same text.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// The command that repeats it.
    public var command: String { (["scripts/bench"] + options).joined(separator: " ") }

    /// The workloads of each chart, in the order in which they ran.
    public var groups: [(name: String, workloads: [WorkloadResult])] {
        var names: [String] = []
        for workload in workloads where !names.contains(workload.group) { names.append(workload.group) }
        return names.map { name in (name, workloads.filter { $0.group == name }) }
    }
}
