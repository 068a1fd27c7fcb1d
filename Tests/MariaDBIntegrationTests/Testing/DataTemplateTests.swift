import Foundation
import MariaDB
import Testing

@testable import MariaDBTesting

@Suite("The data folder that servers are copied from")
struct DataTemplateTests {
    private func withCache(_ body: (String) async throws -> Void) async throws {
        let cache = NSTemporaryDirectory() + "swift-mariadb-cache-\(UInt32.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: cache) }
        try await body(cache)
    }

    private func contents(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder)
    }

    @Test("Two that ask at the same time with nothing prepared both get a server, and it is prepared once")
    func preparedOnce() async throws {
        try await withCache { cache in
            let options = MariaDBServer.Options(cacheFolder: cache)
            async let first = MariaDBServer.withServer(options) {
                try await MariaDBClientProgram.run("SELECT 1", on: $0.configuration)
            }
            async let second = MariaDBServer.withServer(options) {
                try await MariaDBClientProgram.run("SELECT 2", on: $0.configuration)
            }
            let answers = try await (first, second)
            #expect(answers == ("1", "2"))
            #expect(try contents(cache).count == 1)
        }
    }

    @Test("Two processes that prepare at the same time both end up with the same one")
    func preparedByTwoProcesses() async throws {
        try await withCache { cache in
            let program = try ServerProgram.find(named: nil)
            let template = try DataTemplate(for: program, cacheFolder: try CacheFolder.find(named: cache))
            // `prepare` is what each process does; what keeps callers apart within one process is above it.
            async let first: Void = template.prepare()
            async let second: Void = template.prepare()
            _ = try await (first, second)
            #expect(try contents(cache) == [URL(filePath: template.path).lastPathComponent])
            #expect(try contents(template.path) == ["data"])
        }
    }

    @Test("What a killed process left unfinished is not used, and is removed after an hour")
    func leftovers() async throws {
        try await withCache { cache in
            let program = try ServerProgram.find(named: nil)
            let template = try DataTemplate(for: program, cacheFolder: try CacheFolder.find(named: cache))
            let files = FileManager.default
            for (name, age) in [("old", 4000.0), ("new", 0.0)] {
                let draft = "\(template.path).draft-\(name)"
                try files.createDirectory(atPath: "\(draft)/full/mysql", withIntermediateDirectories: true)
                try files.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: draft)
            }
            try await MariaDBServer.withServer(.init(cacheFolder: cache)) { _ in }
            let name = URL(filePath: template.path).lastPathComponent
            #expect(try contents(cache).sorted() == [name, "\(name).draft-new"])
        }
    }

    @Test("It is named after the server's program and all that goes into it")
    func name() throws {
        let program = try ServerProgram.find(named: nil)
        let template = try DataTemplate(for: program, cacheFolder: "/c")
        #expect(template.path.hasPrefix("/c/template-"))
        #expect(try DataTemplate(for: program, cacheFolder: "/c").path == template.path)
        let other = ServerProgram(path: "/bin/sh", systemTables: program.systemTables)
        #expect(try DataTemplate(for: other, cacheFolder: "/c").path != template.path)
        let fewer = ServerProgram(path: program.path, systemTables: [])
        #expect(try DataTemplate(for: fewer, cacheFolder: "/c").path != template.path)
    }

    @Test("The cache is the user's, and the temporary folder if there is none")
    func cacheFolder() throws {
        func candidates(_ environment: [String: String]) -> [String] {
            CacheFolder.candidates(named: nil, environment: environment)
        }
        let user = SystemCall.userIdentifier
        #expect(candidates(["XDG_CACHE_HOME": "/x", "HOME": "/h"]) == ["/x/swift-mariadb", "/tmp/swift-mariadb-cache-\(user)"])
        #expect(
            candidates(["XDG_CACHE_HOME": "relative", "HOME": "/h", "TMPDIR": "/t"])
                == ["/h/.cache/swift-mariadb", "/t/swift-mariadb-cache-\(user)"]
        )
        #expect(candidates([:]) == ["/tmp/swift-mariadb-cache-\(user)"])
    }

    @Test("A cache that others may write is not trusted")
    func untrustedCache() async throws {
        try await withCache { cache in
            try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: false)
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: cache)
            let error = #expect(throws: MariaDBServerError.self) { try CacheFolder.find(named: cache) }
            #expect(error?.code == .templateFailed)
            #expect(error?.message.contains(cache) == true)
        }
    }
}
