internal import ArgumentParser
internal import BenchmarkReport
internal import Foundation
internal import MariaDBTesting

/// Runs the workloads, everybody in turn.
struct RaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "race",
        abstract: "Runs the workloads, prints a table and writes the results.",
        discussion: """
            Contestants take turns, round by round, since other work on the machine slows all of them: only ratios of one run mean \
            something.
            """
    )

    @Flag(help: "Small sizes and few rounds: shows that everything runs; its figures prove little.")
    var quick = false

    @Option(help: "How many rounds, instead of what each workload is set to.")
    var rounds: Int?

    @Option(name: .customLong("workload"), help: "Only the workloads whose names begin with this; may be given several times.")
    var names: [String] = []

    @Option(name: .customLong("peer"), help: "A program that speaks the protocol of peers/README.md; may be given several times.")
    var peers: [String] = []

    @Option(help: "Who is missing, and why: told in the results; may be given several times.")
    var leftOut: [String] = []

    @Option(help: "An option of scripts/bench to be told in the results; may be given several times.")
    var toldOption: [String] = []

    @Option(help: "The version of this library and of its compiler, to be told in the results.")
    var version = ""

    @Option(help: "Where the results go.")
    var output = "results.json"

    @Flag(help: "Print the results as JSON instead of the table.")
    var json = false

    @Flag(help: "Print the names of the workloads and end.")
    var list = false

    mutating func validate() throws {
        guard rounds.map({ $0 > 0 }) ?? true else { throw ValidationError("rounds must be above 0") }
        guard !selected.isEmpty else {
            throw ValidationError("no workload's name begins with \(names.joined(separator: " or ")); --list names them")
        }
    }

    private var selected: [Workload] {
        Workload.all(quick: quick).filter { workload in names.isEmpty || names.contains { workload.label.hasPrefix($0) } }
    }

    mutating func run() async throws {
        if list {
            for workload in selected { print(workload.label, workload.title, separator: "\t") }
            return
        }
        let this = self
        let results = try await MariaDBServer.withServer(Stage.serverOptions) { server in try await this.results(on: server) }
        let data = try results.json()
        try data.write(to: URL(fileURLWithPath: output))
        if json { print(String(decoding: data, as: UTF8.self)) }
    }

    private func title(of contestant: Contestant) -> String {
        contestant.role == .ours && !version.isEmpty ? "\(contestant.title) \(version)" : contestant.title
    }

    private func results(on server: MariaDBServer) async throws -> BenchmarkResults {
        let stage = try await Stage(server, rows: selected.compactMap(\.rows).max() ?? 1)
        let teams = try await Teams.start(socket: stage.socket, peers: peers)
        var results = BenchmarkResults(
            date: Machine.date, machine: Machine.description,
            versions: ["MariaDB \(stage.serverVersion)"] + teams.contestants.map(title),
            options: toldOption, leftOut: leftOut + teams.failures, workloads: [])
        if !json { print(results.machine, results.versions.joined(separator: "; "), separator: "\n", terminator: "\n\n") }
        for workload in selected {
            let race = Race(workload: workload, rounds: rounds ?? workload.rounds, stage: stage)
            let (result, failures) = await race.run(teams.contestants)
            results.leftOut += failures
            guard let result else { continue }
            results.workloads.append(result)
            if !json { print(result.text, terminator: "\n\n") }
            Progress.flush()
        }
        for contestant in teams.contestants { contestant.end() }
        for missing in results.leftOut { Progress.tell("NOT MEASURED: \(missing)") }
        return results
    }
}
