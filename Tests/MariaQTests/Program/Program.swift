import Foundation
import MariaDB
import Subprocess
import SystemPackage

/// The built `mariaq`, run as a user runs it.
enum Program {
    /// What it printed and how it ended.
    struct Ending {
        var status: TerminationStatus
        var output: String
        var errors: String

        /// The lines on standard error.
        var errorLines: [Substring] { errors.split(separator: "\n") }
    }

    /// Beside the test bundle, wherever that was built.
    static var path: FilePath {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        let folder = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
        return FilePath(folder.appendingPathComponent("mariaq").path)
    }

    /// Without what the user's own environment says about servers.
    static let environment = Environment.inherit.updating(["MARIADB_URL": nil])

    static func run(
        _ arguments: [String], input: String = "", environment: [Environment.Key: String?] = [:]
    ) async throws -> Ending {
        let result = try await Subprocess.run(
            .path(path), arguments: Arguments(arguments), environment: Self.environment.updating(environment),
            input: .string(input), output: .string(limit: 64 << 20), error: .string(limit: 1 << 20)
        )
        return Ending(status: result.terminationStatus, output: result.standardOutput, errors: result.standardError)
    }

    /// Runs `mariaq query`.
    static func query(_ sql: String, _ arguments: String..., on configuration: MariaDBConfiguration) async throws -> Ending {
        try await run(["query", sql, "--url", url(configuration)] + arguments)
    }

    /// The URL of a configuration, with another user, password or database if they are given.
    static func url(
        _ configuration: MariaDBConfiguration, user: String? = nil, password: String? = nil, database: String? = nil
    ) -> String {
        let login = encoded(user ?? configuration.user) + ":" + encoded(password ?? configuration.password.revealed)
        let database = encoded(database ?? configuration.database ?? "")
        switch configuration.address {
        case .tcp: return "mariadb://\(login)@\(configuration.address)/\(database)"
        case .unixSocket(let path): return "mariadb://\(login)@localhost/\(database)?socket=\(encoded(path))"
        }
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
