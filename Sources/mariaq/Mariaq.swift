import ArgumentParser
import SystemPackage

/// The command-line tool of swift-mariadb.
@main
struct Mariaq: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mariaq",
        abstract: "Query MariaDB servers, and see what an async client is good for.",
        subcommands: [QueryCommand.self, ImportCommand.self, ExportCommand.self, DemoCommand.self, PoolDemoCommand.self]
    )

    /// As ArgumentParser's own, except that wrong arguments are not repeated as they are: a URL with a password may be among
    /// them.
    static func main() async {
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let status = exitCode(for: error)
            guard status == .validationFailure, !(error is ExitCode) else { exit(withError: error) }
            _ = try? FileDescriptor.standardError.writeAll((URLRedaction.redact(fullMessage(for: error)) + "\n").utf8)
            exit(withError: status)
        }
    }
}
