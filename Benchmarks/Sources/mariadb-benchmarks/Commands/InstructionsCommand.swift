internal import ArgumentParser
internal import BenchmarkReport
internal import Foundation
internal import MariaDBTesting

/// Compares the instructions of fixed workloads with a committed baseline.
struct InstructionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "instructions",
        abstract: "Counts the instructions of fixed workloads and compares them with a baseline.",
        discussion: "Times are noise on shared machines; instructions are not. Needs valgrind."
    )

    @Option(help: "The file of the baseline.")
    var baseline: String

    @Option(help: "The program fixed-work, without its debugging information, which valgrind may not be able to read.")
    var program: String

    @Flag(help: "Write the baseline instead of comparing with it.")
    var update = false

    @Option(help: "By how many percent a count may grow.")
    var tolerance = 5.0

    @Option(name: .customLong("workload"), help: "Only the workloads whose names begin with this; may be given several times.")
    var names: [String] = []

    mutating func run() async throws {
        let all = try FixedWork.all(of: program)
        let selected = all.filter { workload in names.isEmpty || names.contains { workload.name.hasPrefix($0) } }
        guard !selected.isEmpty else { throw ValidationError("no fixed workload has such a name") }
        let program = program
        let counts = try await MariaDBServer.withServer(Stage.serverOptions) { server in
            let stage = try await Stage(server, rows: 1000)
            let counter = InstructionCounter(socket: stage.socket, program: program)
            var counts: [String: Double] = [:]
            for workload in selected {
                Progress.tell("counting \(workload.name)")
                counts[workload.name] = try await counter.count(workload)
            }
            return counts
        }
        let url = URL(fileURLWithPath: baseline)
        if update {
            let old = try? InstructionBaseline(json: Data(contentsOf: url))
            let merged = (old?.counts ?? [:]).merging(counts) { $1 }
            let known = Set(all.map(\.name))
            try InstructionBaseline(machine: Machine.architecture, counts: merged.filter { known.contains($0.key) }).json().write(
                to: url)
            print("wrote \(counts.count) counts to \(baseline)")
            return
        }
        let comparison = InstructionComparison(
            try InstructionBaseline(json: Data(contentsOf: url)), machine: Machine.architecture, counts: counts,
            tolerance: tolerance,
            titles: selected.map { ($0.name, $0.title) })
        print(comparison.text)
        guard comparison.passes else { throw ExitCode.failure }
    }
}
