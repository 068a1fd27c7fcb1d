import MariaDB
import Subprocess
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The second scene: real data that every system has.
enum TimeZoneTables {
    /// The second is its name in MariaDB 10.5 and older.
    private static let programs = ["mariadb-tzinfo-to-sql", "mysql_tzinfo_to_sql"]
    private static let folder = "/usr/share/zoneinfo"
    /// How many statements go to the connection's thread in one hop.
    private static let batch = 250

    static func load(over connection: MariaDBConnection, _ stage: Stage) async throws {
        try stage.scene("Real data: the system's time zones")
        let program = try await findProgram()
        try stage.code("\(program) \(folder)")
        let begin = ContinuousClock.now
        let statements = StatementSplitter.split(try await script(program))
        try stage.say("\(statements.count) statements in \(Time.text(since: begin))")

        try stage.code("try await connection.perform { session in for sql in batch { try session.execute(sql) } }")
        let loading = ContinuousClock.now
        try await connection.select(database: "mysql")
        for start in stride(from: 0, to: statements.count, by: batch) {
            let some = statements[start..<min(start + batch, statements.count)]
            try await connection.perform { session in
                for sql in some { try session.execute(MariaDBQuery(unsafeSQL: sql)) }
            }
            stage.progress("\(some.endIndex) of \(statements.count) statements")
        }
        let (names, transitions) = try await connection.fetchOne(
            "SELECT (SELECT COUNT(*) FROM time_zone_name), (SELECT COUNT(*) FROM time_zone_transition)",
            as: (Int, Int).self
        )
        try stage.say("\(names) time zones with \(transitions) changes of the clocks, loaded in \(Time.text(since: loading))")
    }

    private static func findProgram() async throws -> String {
        guard FileManager.default.fileExists(atPath: folder) else {
            throw DemoError(description: "there is no \(folder): install the package tzdata")
        }
        for program in programs where (try? await Executable.name(program).resolveExecutablePath(in: .inherit)) != nil {
            return program
        }
        throw DemoError(description: "there is no \(programs[0]) in PATH: install the package mariadb-client")
    }

    private static func script(_ program: String) async throws -> [UInt8] {
        let result = try await Subprocess.run(
            .name(program), arguments: [folder], output: .bytes(limit: 256 << 20), error: .discarded
        )
        guard result.terminationStatus.isSuccess else {
            throw DemoError(description: "\(program) \(folder) failed: \(result.terminationStatus)")
        }
        return result.standardOutput
    }
}

/// Something that the demo needs is not there.
struct DemoError: Error, CustomStringConvertible {
    let description: String
}
