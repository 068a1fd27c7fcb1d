import ArgumentParser
import Foundation
import MariaDB

/// `mariaq pool-demo`: many tasks on few connections, and what the pool says of it meanwhile.
struct PoolDemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pool-demo",
        abstract: "See a client's pool serve a thousand tasks over 16 connections.",
        discussion: """
            Starts all tasks at once. Each asks the server for its own number, which takes the server 20 ms, and checks the \
            answer. On a terminal a line shows the client's snapshot ten times a second. Nothing is written at the server; \
            without a URL it runs on a private one that is gone afterwards.
            """
    )

    @Option(help: "The server: mariadb://user:password@host/database. The environment's MARIADB_URL unless given.")
    var url: String?

    @Option(help: "How many tasks there are, from 1 to 100000.")
    var tasks = 1_000

    @Option(help: "How many connections they share, from 1 to 1000.")
    var connections = 16

    func validate() throws {
        guard (1...100_000).contains(tasks) else { throw ValidationError("--tasks must be a number from 1 to 100000") }
        guard (1...1_000).contains(connections) else { throw ValidationError("--connections must be a number from 1 to 1000") }
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let (tasks, connections) = (tasks, connections)
        let server = ServerChoice(option: url, environment: environment)
        try await Failure.reporting {
            let stage = Stage(terminal: Terminal(environment: environment))
            try await server.withConfiguration { configuration in
                try await Self.show(configuration, tasks: tasks, connections: connections, stage)
            }
        }
    }

    /// `@concurrent`: off the main actor, which the tasks do not need either.
    @concurrent private static func show(
        _ configuration: MariaDBConfiguration, tasks: Int, connections: Int, _ stage: Stage
    ) async throws {
        try stage.title("\(ProgressText.grouped(tasks)) tasks on \(connections) connections")
        try stage.code(
            """
            try await MariaDBClient.withClient(configuration) { client in       // maximumConnections = \(connections)
                for number in 0..<\(tasks) {
                    group.addTask { try await client.fetchOne("SELECT \\(number) + 0 * SLEEP(0.02)", as: Int.self) }
                }
            }
            """
        )
        let run = try await PoolRun(configuration, tasks: tasks, connections: connections, stage)
        for line in run.summary { try stage.say(line) }
        if run.wrongAnswers > 0 { throw PoolRun.WrongAnswers(number: run.wrongAnswers) }
    }
}
