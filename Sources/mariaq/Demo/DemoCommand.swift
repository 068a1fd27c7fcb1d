import ArgumentParser
import Foundation
import MariaDB
import MariaDBTesting

/// `mariaq demo`: the story of this library, on real data.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "See what the library does, on a private server and real data.",
        discussion: """
            Starts a private server, loads the system's time zone tables into it, queries them, and runs 20 queries that wait \
            at the server: one after another, all at once on the thread pool, and all at once the wrong way. Takes about ten \
            seconds and leaves nothing behind. Needs mariadbd, mariadb-tzinfo-to-sql and the system's time zones (tzdata).
            """
    )

    func run() async throws {
        try await Failure.reporting { try await Self.tell() }
    }

    /// `@concurrent`: off the main actor, so that all of it runs on the threads that are put to the test.
    @concurrent private static func tell() async throws {
        let stage = Stage(terminal: Terminal(environment: ProcessInfo.processInfo.environment))
        try stage.title("swift-mariadb: MariaDB from async Swift, on a pool of threads")

        try stage.scene("A private server")
        try stage.code("try await MariaDBServer.withServer { server in … }")
        let begin = ContinuousClock.now
        try await MariaDBServer.withServer { server in
            let configuration = server.configuration.quiet
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try stage.say("MariaDB \(connection.serverVersion) in \(server.folder), up in \(Time.text(since: begin))")
                try await TimeZoneTables.load(over: connection, stage)
            }
            try await CursorScene(configuration: configuration, stage: stage).play()
            try await ConcurrencyScene(configuration: configuration, stage: stage).play()
        }
    }
}
