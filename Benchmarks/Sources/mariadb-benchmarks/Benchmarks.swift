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

    @Option(help: "How many rows the workloads of rows read at once, in up to seven rounds.")
    var rows = 1_000_000

    @Flag(help: "Print the JSON lines only.")
    var json = false

    mutating func validate() throws {
        guard rounds > 0, queries > 0, rows > 0 else { throw ValidationError("rounds, queries and rows must be above 0") }
    }

    mutating func run() async throws {
        let (rounds, queries, rows, json) = (rounds, queries, rows, json)
        try await MariaDBServer.withServer { server in
            let races = [
                try await Race(rounds: rounds, operations: queries).run(SequenceWorkloads.all(on: server.configuration)),
                try await Race(rounds: min(rounds, 7), operations: rows).run(
                    RowsWorkloads.all(on: server.configuration, rows: rows)),
            ]
            if !json { for report in races { print(report.table, terminator: "\n\n") } }
            for report in races { print(report.jsonLines) }
        }
    }
}
