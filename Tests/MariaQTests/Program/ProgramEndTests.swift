import Foundation
import Glibc
import MariaDB
import MariaDBTesting
import Subprocess
import SystemPackage
import Testing

@Suite("mariaq leaves nothing behind")
struct ProgramEndTests {
    @Test("when it is done with a private server")
    func afterTheEnd() async throws {
        let ending = try await Program.run(["query", "SELECT @@datadir", "--format", "tsv"])
        let folder = try #require(ending.output.split(separator: "\n").last)
        #expect(folder.hasPrefix("/"))
        #expect(!FileManager.default.fileExists(atPath: String(folder)))
    }

    @Test("when it is interrupted", arguments: [Signal.interrupt, .kill])
    func afterASignal(signal: Signal) async throws {
        let result = try await Subprocess.run(
            .path(Program.path), arguments: ["query", "SELECT SLEEP(60)"], environment: Program.environment,
            input: .none, output: .discarded, error: .discarded
        ) { execution in
            let folder = try #require(try await Self.serverFolder(of: execution.processIdentifier.value))
            try execution.send(signal: signal)
            return folder
        }
        #expect(result.terminationStatus == .signaled(signal == .interrupt ? SIGINT : SIGKILL))
        #expect(try await Self.eventually { !FileManager.default.fileExists(atPath: result.closureResult) })
    }

    /// The statement went on at the server, and a part of the file stayed.
    @Test("and no statement at the server when it is interrupted", arguments: [Signal.interrupt, .terminate])
    func statementAfterASignal(signal: Signal) async throws {
        let configuration = try await MariaDBServer.sharedConfiguration()
        let mark = "interrupted by \(signal.rawValue)"
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "mariaq-interrupted-\(getpid())-\(signal.rawValue)"
        ).path
        try await MariaDBConnection.withConnection(to: configuration) { connection in
            func isRunning() async throws -> Bool {
                try await connection.fetchOne(
                    "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE \("%SLEEP(60), '\(mark)'%")",
                    as: Int.self
                ) == 1
            }
            let result = try await Subprocess.run(
                .path(Program.path),
                arguments: ["export", "SELECT SLEEP(60), '\(mark)'", "--output", file, "--url", Program.url(configuration)],
                environment: Program.environment, input: .none, output: .discarded, error: .string(limit: 1 << 16)
            ) { execution in
                #expect(try await Self.eventually(isRunning))
                #expect(FileManager.default.fileExists(atPath: file + ".partial"))
                try execution.send(signal: signal)
            }
            #expect(result.terminationStatus == .signaled(signal.rawValue))
            #expect(result.standardError == "")
            #expect(try await !isRunning())
            #expect(!FileManager.default.fileExists(atPath: file + ".partial"))
        }
    }

    @Test("and says nothing when its reader goes away, as head does")
    func afterItsReader() async throws {
        let pipe = try FileDescriptor.pipe()
        try pipe.readEnd.close()
        let url = Program.url(try await MariaDBServer.sharedConfiguration())
        let result = try await Subprocess.run(
            .path(Program.path), arguments: ["query", "SELECT 1", "--url", url], environment: Program.environment,
            output: .fileDescriptor(pipe.writeEnd, closeAfterSpawningProcess: true), error: .string(limit: 1 << 16)
        )
        #expect(result.standardError == "")
        #expect(result.terminationStatus == .exited(141))
    }

    @Test("and says so when its server goes away")
    func afterItsServer() async throws {
        try await MariaDBServer.withServer { server in
            async let ending = Program.query("SELECT SLEEP(60)", on: server.configuration)
            let connection = try await MariaDBConnection.connect(to: server.configuration)
            #expect(
                try await Self.eventually {
                    try await connection.fetchOne(
                        "SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User sleep'", as: Int.self
                    ) == 1
                }
            )
            await server.kill()
            #expect(try await ending.status == .exited(1))
            #expect(try await ending.errorLines.count == 1)
            await connection.close()
        }
    }

    /// The folder of the private server that a process has started, once its server runs.
    private static func serverFolder(of process: Int32) async throws -> String? {
        var folder: String?
        _ = try await eventually {
            folder = childArguments(of: process).first { $0.hasPrefix("--datadir=") }.map { String($0.dropFirst(10)) }
            return folder.map { FileManager.default.fileExists(atPath: $0 + "/ibdata1") } ?? false
        }
        return folder.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
    }

    private static func childArguments(of process: Int32) -> [Substring] {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        let children = tasks.compactMap { try? String(contentsOfFile: "/proc/\(process)/task/\($0)/children", encoding: .utf8) }
        return children.joined().split(separator: " ").flatMap { child in
            let arguments = (try? String(contentsOfFile: "/proc/\(child)/cmdline", encoding: .utf8)) ?? ""
            return arguments.split(separator: "\0")
        }
    }

    private static func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(20)
        while try await !condition() {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(10))
        }
        return true
    }
}
