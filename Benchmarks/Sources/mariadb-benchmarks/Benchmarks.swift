internal import ArgumentParser
internal import MariaDBTesting

/// `scripts/bench`: every way of ours against the blocking C loop, in turn, on one private server.
@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mariadb-benchmarks",
        abstract: "Compares this library with the blocking C loop, on one private server.",
        discussion: """
            The workloads take turns, round by round, since other work on the machine slows all of them: only ratios of one run mean \
            something. Prints a table, then one JSON object a line.
            """
    )

    @Option(help: "How many rounds; medians are taken over them.")
    var rounds = 31

    @Option(help: "How many queries a workload runs in each round.")
    var queries = 1_000

    @Flag(help: "Print the JSON lines only.")
    var json = false

    mutating func validate() throws {
        guard rounds > 0, queries > 0 else { throw ValidationError("rounds and queries must be above 0") }
    }

    mutating func run() async throws {
        let (rounds, queries, json) = (rounds, queries, json)
        try await MariaDBServer.withServer { server in
            let workloads = try await SequenceWorkloads.all(on: server.configuration)
            let report = try await Race(rounds: rounds, operations: queries).run(workloads)
            if !json { print(report.table) }
            print(report.jsonLines)
        }
    }
}
