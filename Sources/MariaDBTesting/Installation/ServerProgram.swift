import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The `mariadbd` of this machine and the SQL files that came with it.
struct ServerProgram: Sendable, Hashable {
    /// The program, with its folder.
    let path: String

    /// The SQL files that make the system tables, in the order in which they are to be run.
    let systemTables: [String]

    /// Searches for the server.
    ///
    /// - Parameters:
    ///   - name: What ``MariaDBServer/Options/program`` says.
    ///   - environment: The variables of this process: `MARIADBD` and `PATH` are looked at.
    static func find(
        named name: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(MariaDBServerError) -> ServerProgram {
        let path = try findProgram(name ?? environment["MARIADBD"].flatMap { $0.isEmpty ? nil : $0 }, environment)
        return ServerProgram(path: path, systemTables: try findSystemTables(of: path))
    }

    private static func findProgram(_ name: String?, _ environment: [String: String]) throws(MariaDBServerError) -> String {
        if let name, name.contains("/") {
            guard isProgram(name) else {
                throw MariaDBServerError(
                    .programNotFound,
                    "\(name), named as the server's program, is not a program that can be run: correct MARIADBD or the option."
                )
            }
            return name
        }
        // PATH of an ordinary user often lacks the folders in which servers are.
        let usual = [
            "/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/usr/libexec", "/usr/local/libexec",
            "/opt/homebrew/bin", "/opt/homebrew/opt/mariadb/bin", "/opt/local/bin", "/usr/local/mysql/bin",
        ]
        var folders: [String] = []
        for folder in (environment["PATH"] ?? "").split(separator: ":").map(String.init) + usual
        where folder.hasPrefix("/") && !folders.contains(folder) {
            folders.append(folder)
        }
        let program = name ?? "mariadbd"
        guard let found = folders.map({ "\($0)/\(program)" }).first(where: isProgram) else {
            throw MariaDBServerError(
                .programNotFound,
                "No \(program) in \(folders.joined(separator: ", ")): install it (Debian and Ubuntu: apt-get install "
                    + "mariadb-server-core; Fedora: dnf install mariadb-server; macOS: brew install mariadb) or name it in the "
                    + "environment variable MARIADBD."
            )
        }
        return found
    }

    private static func isProgram(_ path: String) -> Bool {
        (try? FilePath(path).stat())?.type == .regular && FileManager.default.isExecutableFile(atPath: path)
    }

    private static func resolved(_ path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    }

    private static func findSystemTables(of program: String) throws(MariaDBServerError) -> [String] {
        let bases = [resolved(program), program].map { path in
            // …/sbin/mariadbd: the shared files are in …/share.
            path.split(separator: "/").dropLast(2).reduce(into: "") { $0 += "/\($1)" }
        }
        let beside = bases.flatMap { ["\($0)/share/mysql", "\($0)/share/mariadb", "\($0)/share"] }
        let folders = beside + ["/usr/share/mysql", "/usr/share/mariadb"]
        for folder in folders {
            // Named after MySQL until 11.x.
            for prefix in ["mysql", "mariadb"] {
                let files = ["system_tables", "system_tables_data"].map { "\(folder)/\(prefix)_\($0).sql" }
                if files.allSatisfy({ FileManager.default.isReadableFile(atPath: $0) }) { return files }
            }
        }
        throw MariaDBServerError(
            .programUnusable,
            "The file mysql_system_tables.sql, which belongs to \(program), is in none of \(folders.joined(separator: ", ")): "
                + "install the server's package whole, or name the mariadbd of another in the environment variable MARIADBD."
        )
    }
}
