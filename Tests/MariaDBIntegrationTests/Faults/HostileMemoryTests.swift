import Foundation
import MariaDB
import MariaDBTesting
import Testing

/// Each attack has a process of its own, of which the most that was ever resident is taken.
@Suite(
    "The memory that a hostile server can take",
    .disabled(
        if: ProcessInfo.processInfo.environment["TSAN_OPTIONS"] != nil, "ThreadSanitizer's own memory is many times as much"))
struct HostileMemoryTests {
    /// The bytes that a result may have here, by the configuration.
    private static let limit = 8 << 20
    /// What it may take all in all: the rows and the packet they came in, each while it grows to twice its size; and the debug build.
    private static let cap = 64 << 20

    private static let text = [FakeServer.Column("a", .varString)]
    private static let wide: FakeServer.Message = .row([String(repeating: "x", count: 10_000)])

    @Test("with rows without end is bounded by the limit for results")
    func rows() async throws {
        await #expect(processExitsWith: .success) {
            try await Self.attack([.send(.columnDefinitions(Self.text)), .sendEndlessly(Self.wide)], [.resultTooLarge])
        }
    }

    @Test("with rows of nothing without end is bounded, too")
    func emptyRows() async throws {
        await #expect(processExitsWith: .success) {
            let many = FakeServer.Message.sequence(Array(repeating: .packet([0xFB]), count: 1000))
            try await Self.attack([.send(.columnDefinitions(Self.text)), .sendEndlessly(many)], [.resultTooLarge])
        }
    }

    @Test("with rows of a prepared statement without end is bounded by the limit for results")
    func binaryRows() async throws {
        await #expect(processExitsWith: .success) {
            let row = FakeServer.Message.binaryRow([String(repeating: "x", count: 10_000)], Self.text)
            try await Self.attack(
                [.send(.columnDefinitions(Self.text)), .sendEndlessly(row)], isPrepared: true, [.resultTooLarge])
        }
    }

    @Test("with results without end is bounded by the limit for results")
    func results() async throws {
        await #expect(processExitsWith: .success) {
            let result = FakeServer.Message.result(Self.text, rows: [["x"]], status: .moreResults)
            try await Self.attack([.sendEndlessly(result)], [.resultTooLarge])
        }
    }

    @Test("with answers without rows and without end is bounded, too")
    func answers() async throws {
        await #expect(processExitsWith: .success) {
            let many = FakeServer.Message.sequence(Array(repeating: .ok(status: .moreResults), count: 1000))
            try await Self.attack([.sendEndlessly(many)], [.resultTooLarge])
        }
    }

    @Test("with one packet without end is bounded by the limit for results")
    func packet() async throws {
        await #expect(processExitsWith: .success) {
            let piece = FakeServer.Message.packet([UInt8](repeating: 0x31, count: 0xFF_FFFF)).cut(after: 0xFF_FFFF + 4)
            try await Self.attack(
                [.send(.columnDefinitions(Self.text)), .sendEndlessly(piece)], [.resultTooLarge], cap: Self.cap + (64 << 20))
        }
    }

    @Test("with lengths that are announced and never come is bounded by what does come")
    func announcements() async throws {
        await #expect(processExitsWith: .success) {
            for answer: [FakeServer.Step] in [
                [.send(FakeServer.Message.ok.announcing(length: 0xFF_FFFF)), .silence],
                [.send(.columnDefinitions(Self.text)), .send(Self.wide.announcing(length: 0xFF_FFFF)), .silence],
                [.send(.packet([0xFE, 0, 0, 0, 0, 0, 1, 0, 0])), .silence],
                [.send(.columnCount(4_000_000_000)), .silence],
                [.send(.columnDefinitions(Self.text)), .send(.packet([0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0])), .silence],
            ] {
                try await Self.attack(answer, [.statementTimeout, .malformedPacket, .connectionLost])
            }
        }
    }

    @Test("with rows without end that are read as they come is flat")
    func streamedRows() async throws {
        await #expect(processExitsWith: .success) {
            let script: [FakeServer.Step] = [
                .login(), .expect(.prepare()), .send(.prepared(columns: Self.text, bindCount: 0)), .expect(.execute),
                .send(.columnDefinitions(Self.text)),
                .sendEndlessly(.binaryRow([String(repeating: "x", count: 10_000)], Self.text)),
            ]
            try await FakeServer.withServer(script) { server in
                var configuration = server.configuration
                configuration.cancellationGracePeriod = .milliseconds(40)
                let connection = try await MariaDBConnection.connect(to: configuration)
                let before = try ProcessMemory.now()
                let count = try await connection.withRows("SELECT a FROM t") { rows in
                    var count = 0
                    for try await _ in rows {
                        count += 1
                        if count == 50_000 { break }
                    }
                    return count
                }
                let growth = try ProcessMemory.most() - before
                print("500 MB of rows read as they came: \(growth >> 20) MiB more resident at most")
                try #require(count == 50_000 && growth < 32 << 20)
                await connection.close()
            }
        }
    }

    /// Asks a server that answers so, and looks at the error and the memory.
    private static func attack(
        _ answer: [FakeServer.Step], isPrepared: Bool = false, _ allowed: [MariaDBError.Code], cap: Int = cap
    ) async throws {
        let question: [FakeServer.Step] =
            isPrepared
            ? [.expect(.prepare()), .send(.prepared(columns: text, bindCount: 1)), .expect(.execute)] : [.expect(.query())]
        let setting = FakeServer.Step.answer(to: "SET SESSION max_statement_time", with: .ok)
        try await FakeServer.withServer([setting, .login()] + question + answer) { server in
            var configuration = server.configuration
            configuration.resultLimit = MariaDBResultLimit(bytes: limit)
            configuration.cancellationGracePeriod = .milliseconds(40)
            // For what says nothing more; what sends without end is stopped long before.
            if allowed.contains(.statementTimeout) { configuration.statementTimeout = .milliseconds(300) }
            let connection = try await MariaDBConnection.connect(to: configuration)
            let before = try ProcessMemory.now()
            let error = await #expect(throws: MariaDBError.self) {
                isPrepared
                    ? try await connection.fetchAll("SELECT a FROM t WHERE a > \(1)")
                    : try await connection.fetchAll("SELECT a FROM t")
            }
            let growth = try ProcessMemory.most() - before
            print("\(error?.code as Any): \(growth >> 20) MiB more resident at most")
            try #require(error.map { allowed.contains($0.code) } == true, "\(String(reflecting: error))")
            try #require(growth < cap, "\(growth >> 20) MiB")
            await connection.close()
        }
    }
}
