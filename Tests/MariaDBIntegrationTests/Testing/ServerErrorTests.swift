import Foundation
import Testing

@testable import MariaDBTesting

@Suite("What a private server says when there is none")
struct ServerErrorTests {
    private func error(_ options: MariaDBServer.Options) async -> MariaDBServerError? {
        await #expect(throws: MariaDBServerError.self) {
            try await MariaDBServer.withServer(options) { _ in }
        }
    }

    /// A program that is not a server, in a folder of its own.
    private func withScript(_ text: String, _ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "swift-mariadb-script-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/bin/mariadbd"
        try "#!/bin/sh\n\(text)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        try await body(path)
    }

    @Test("The named program is missing, a folder, or no program", arguments: ["/nonexistent/mariadbd", "/tmp", "/etc/passwd"])
    func namedProgramMissing(path: String) async {
        let error = await error(.init(program: path))
        #expect(error?.code == .programNotFound)
        #expect(error?.message.contains(path) == true)
        #expect(error?.message.contains("MARIADBD") == true)
    }

    @Test("No mariadbd anywhere: where it was looked for and what to install")
    func programMissing() {
        let error = #expect(throws: MariaDBServerError.self) {
            try ServerProgram.find(named: "mariadbd-of-nobody", environment: ["PATH": "/some/bin:relative:/usr/bin"])
        }
        #expect(error?.code == .programNotFound)
        #expect(error?.message.hasPrefix("No mariadbd-of-nobody in /some/bin, /usr/bin, /usr/sbin, ") == true)
        #expect(error?.message.contains("apt-get install mariadb-server-core") == true)
        #expect(error?.message.contains("relative") == false)
    }

    @Test("MARIADBD names the program; the option goes before it")
    func programNamed() throws {
        let real = try ServerProgram.find(named: nil, environment: [:]).path
        #expect(try ServerProgram.find(named: nil, environment: ["MARIADBD": real]).path == real)
        #expect(try ServerProgram.find(named: nil, environment: ["MARIADBD": ""]).path == real)
        #expect(try ServerProgram.find(named: real, environment: ["MARIADBD": "/nonexistent"]).path == real)
        #expect(throws: MariaDBServerError.self) { try ServerProgram.find(named: nil, environment: ["MARIADBD": "/nonexistent"]) }
    }

    @Test(
        "A program that is no MariaDB server, or too old",
        arguments: [
            "echo 'mysqld  Ver 8.0.36 for Linux on x86_64 (MySQL Community Server - GPL)'",
            "echo 'mysqld  Ver 10.3.39-MariaDB-0ubuntu0.20.04.2 for debian-linux-gnu on x86_64'", "exit 3", "kill -9 $$",
        ])
    func programUnusable(script: String) async throws {
        try await withScript(script) { path in
            let error = await error(.init(program: path))
            #expect(error?.code == .programUnusable)
            #expect(error?.message.contains("10.5") == true)
            #expect(error?.message.contains(path) == true)
        }
    }

    @Test("The version is read from what the server says of itself")
    func version() {
        #expect(
            ServerProgram.version(from: "mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)")
                == "10.11.19-MariaDB-0+deb12u1"
        )
        #expect(ServerProgram.version(from: "/opt/bin/mariadbd  Ver 12.0.2-MariaDB for Linux") == "12.0.2-MariaDB")
        #expect(ServerProgram.version(from: "x Ver 10.4.1-MariaDB") == nil)
        #expect(ServerProgram.version(from: "x Ver") == nil)
        #expect(ServerProgram.version(from: "") == nil)
    }

    @Test("A server that can not prepare its data says why")
    func templateFails() async throws {
        let script = """
            case "$*" in *--version*) echo "x Ver 10.11.1-MariaDB"; exit 0 ;; esac
            echo "first line"; echo "2026-01-01 [ERROR] the disk is tired" >&2; exit 5
            """
        try await withScript(script) { path in
            let cache = NSTemporaryDirectory() + "swift-mariadb-cache-\(UInt32.random(in: 0 ... .max))"
            defer { try? FileManager.default.removeItem(atPath: cache) }
            let error = await error(.init(program: path, cacheFolder: cache))
            #expect(error?.code == .templateFailed)
            #expect(error?.log == "first line\n2026-01-01 [ERROR] the disk is tired")
            let left = try FileManager.default.contentsOfDirectory(atPath: cache)
            #expect(left == [])
        }
    }

    @Test("An argument the server does not know: it dies, and the error has the end of its log")
    func unknownArgument() async {
        let error = await error(.init(arguments: ["--no-such-option=1"]))
        #expect(error?.code == .startFailed)
        #expect(error?.message.contains("unknown variable 'no-such-option=1'") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("\n") == false)
        #expect(error?.log.hasSuffix("Aborting") == true, "\(error?.log ?? "")")
        #expect(error.map { "\($0)" }?.contains("The end of its log:\n") == true)
    }

    @Test("A server that never answers is given up at the deadline, and is gone")
    func neverReady() async throws {
        let parent = NSTemporaryDirectory() + "swift-mariadb-late-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: parent) }
        // Ready once; the next one can not be within a millisecond.
        try await MariaDBServer.withServer { _ in }
        let error = await error(.init(startTimeout: .milliseconds(1), temporaryFolder: parent))
        #expect(error?.code == .startTimeout)
        #expect(error?.message.contains("startTimeout") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent) == [])
    }

    @Test("A folder whose name is too long for a socket, and one that is missing")
    func folderUnusable() async throws {
        let long = NSTemporaryDirectory() + String(repeating: "x", count: 90)
        try FileManager.default.createDirectory(atPath: long, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: long) }
        let tooLong = await error(.init(temporaryFolder: long))
        #expect(tooLong?.code == .folderUnusable)
        #expect(tooLong?.message.contains("107") == true)
        let missing = await error(.init(temporaryFolder: "/nonexistent"))
        #expect(missing?.code == .folderUnusable)
        // A TMPDIR that is too long is passed over.
        let chosen = try ServerFolder.choose(in: nil, environment: ["TMPDIR": long])
        #expect(chosen.socket.utf8.count <= 107)
    }
}
