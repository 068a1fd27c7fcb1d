import MariaDB
import Subprocess

/// The command-line client `mariadb`, so that the servers are judged by something else than this library.
enum MariaDBClientProgram {
    /// Runs a statement; returns what the client prints: rows as lines, columns apart by tabs.
    static func run(_ sql: String, on configuration: MariaDBConfiguration) async throws -> String {
        var arguments = ["--no-defaults", "--batch", "--skip-column-names", "--user=\(configuration.user)", "--execute=\(sql)"]
        switch configuration.address {
        case .unixSocket(let path): arguments += ["--protocol=socket", "--socket=\(path)"]
        case .tcp(let host, let port): arguments += ["--protocol=tcp", "--host=\(host)", "--port=\(port)"]
        }
        let result = try await Subprocess.run(
            .name("mariadb"), arguments: Arguments(arguments), output: .string(limit: 1 << 20), error: .combinedWithOutput
        )
        return result.standardOutput.split(separator: "\n").joined(separator: "\n")
    }
}
