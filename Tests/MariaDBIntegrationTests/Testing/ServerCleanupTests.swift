import Foundation
import Glibc
import MariaDBTesting
import Testing

@Suite("A private server and its folder are gone")
struct ServerCleanupTests {
    private struct Sign: Error {}

    @Test("after its scope")
    func afterTheScope() async throws {
        let (process, folder) = try await MariaDBServer.withServer { server in
            #expect(!ProcessWatch.isGone(server.processIdentifier, server.folder))
            return (server.processIdentifier, server.folder)
        }
        #expect(ProcessWatch.isGone(process, folder))
    }

    @Test("after an error in its scope, which is passed on")
    func afterAnError() async throws {
        var seen: (process: Int32, folder: String)?
        await #expect(throws: Sign.self) {
            try await MariaDBServer.withServer { server in
                seen = (server.processIdentifier, server.folder)
                throw Sign()
            }
        }
        let (process, folder) = try #require(seen)
        #expect(ProcessWatch.isGone(process, folder))
    }

    @Test("after its task was cancelled")
    func afterCancellation() async throws {
        let (started, announcement) = AsyncStream<(Int32, String)>.makeStream()
        let task = Task {
            try await MariaDBServer.withServer { server in
                announcement.yield((server.processIdentifier, server.folder))
                try await Task.sleep(for: .seconds(600))
            }
        }
        var iterator = started.makeAsyncIterator()
        let (process, folder) = try #require(await iterator.next())
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(ProcessWatch.isGone(process, folder))
    }

    @Test("after its task was cancelled while it started", arguments: [0, 5, 20, 50])
    func afterCancellationWhileStarting(milliseconds: Int) async throws {
        let parent = NSTemporaryDirectory() + "swift-mariadb-cancel-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let task = Task {
            // A folder of its own, to see whether anything is left in it.
            try await MariaDBServer.withServer(.init(arguments: ["--skip-grant-tables"], temporaryFolder: parent)) { _ in
                try await Task.sleep(for: .seconds(600))
            }
        }
        try await Task.sleep(for: .milliseconds(milliseconds))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent) == [])
    }

    @Test("when nothing refers to it any more")
    func afterTheLastReference() async throws {
        var server: MariaDBServer? = try await MariaDBServer.start()
        let process = try #require(server?.processIdentifier)
        let folder = try #require(server?.folder)
        server = nil
        #expect(try await ProcessWatch.eventually { ProcessWatch.isGone(process, folder) })
    }

    @Test("when it was stopped, or does not run (SIGSTOP)")
    func whenSuspended() async throws {
        let (process, folder) = try await MariaDBServer.withServer { server in
            kill(server.processIdentifier, SIGSTOP)
            return (server.processIdentifier, server.folder)
        }
        #expect(ProcessWatch.isGone(process, folder))
    }

    @Test("when it was killed by somebody else")
    func whenKilled() async throws {
        let (process, folder) = try await MariaDBServer.withServer { server in
            kill(server.processIdentifier, SIGKILL)
            let isOver = try await ProcessWatch.eventually { !server.isRunning }
            #expect(isOver)
            return (server.processIdentifier, server.folder)
        }
        #expect(ProcessWatch.isGone(process, folder))
    }

    @Test("when its parent was killed, and when its parent left without a word")
    func whenTheParentIsGone() async throws {
        let killed = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
            let server = try await MariaDBServer.start()
            print("server: \(server.processIdentifier) \(server.folder)")
            fflush(nil)
            kill(getpid(), SIGKILL)
            try await Task.sleep(for: .seconds(60))
            _ = server.folder
        }
        try await expectGone(killed)

        let left = await #expect(processExitsWith: .exitCode(7), observing: [\.standardOutputContent]) {
            let server = try await MariaDBServer.start()
            print("server: \(server.processIdentifier) \(server.folder)")
            fflush(nil)
            exit(7)
        }
        try await expectGone(left)
    }

    @Test("when its parent was killed while it started")
    func whenTheParentIsKilledEarly() async throws {
        let killed = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
            let parent = NSTemporaryDirectory() + "swift-mariadb-early-\(getpid())"
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: false)
            print("server: 0 \(parent)")
            fflush(nil)
            let starting = Task { try await MariaDBServer.start(.init(temporaryFolder: parent)) }
            // As soon as there is anything to leave behind.
            while try FileManager.default.contentsOfDirectory(atPath: parent).isEmpty {
                try await Task.sleep(for: .milliseconds(1))
            }
            kill(getpid(), SIGKILL)
            _ = try await starting.value
        }
        let parent = try announced(killed).folder
        defer { try? FileManager.default.removeItem(atPath: parent) }
        #expect(
            try await ProcessWatch.eventually {
                (try? FileManager.default.contentsOfDirectory(atPath: parent)) == []
            }
        )
    }

    private func announced(_ result: ExitTest.Result?) throws -> (process: Int32, folder: String) {
        let output = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
        let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("server: ") })
        let words = line.split(separator: " ")
        return (try #require(Int32(words[1])), String(words[2]))
    }

    private func expectGone(_ result: ExitTest.Result?) async throws {
        let (process, folder) = try announced(result)
        #expect(process > 0 && folder.hasPrefix("/"))
        #expect(try await ProcessWatch.eventually { ProcessWatch.isGone(process, folder) })
    }
}
