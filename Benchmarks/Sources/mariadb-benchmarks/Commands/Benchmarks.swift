internal import ArgumentParser

/// What `scripts/bench` runs.
@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mariadb-benchmarks",
        abstract: "Compares this library with the blocking C loop and with other clients, on one private server.",
        subcommands: [
            RaceCommand.self, PublishCommand.self, InstructionsCommand.self, ContestantCommand.self,
        ],
        defaultSubcommand: RaceCommand.self
    )
}
