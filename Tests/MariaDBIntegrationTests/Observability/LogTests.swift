import InMemoryLogging
import Logging
import MariaDB
import Testing

@Suite("Log records")
struct LogTests {
    /// A logger that keeps what it is told.
    private static func memory(_ level: Logger.Level) -> (Logger, InMemoryLogHandler) {
        var handler = InMemoryLogHandler()
        handler.logLevel = level
        return (Logger(label: "test") { [handler] _ in handler }, handler)
    }

    @Test("go to the logger of the task that makes the call, with its metadata")
    func taskLogger() async throws {
        try await withTestConnection { connection in
            var (logger, handler) = Self.memory(.trace)
            logger[metadataKey: "request.id"] = "42"
            _ = try await withLogger(logger) { _ in try await connection.execute("SELECT 1") }
            try await connection.execute("SELECT 2")
            let entry = try #require(handler.entries.first)
            #expect(handler.entries.count == 1)
            #expect(entry.level == .trace)
            #expect(entry.metadata["request.id"] == "42")
            #expect(entry.metadata["db.query.text"] == "SELECT 1")
            #expect(entry.metadata["db.operation.name"] == "SELECT")
            #expect(entry.metadata["mariadb.connection.id"] == "\(connection.connectionID)")
            #expect(entry.metadata["code.file.path"] == "MariaDBIntegrationTests/LogTests.swift")
        }
    }

    @Test("tell of slow statements at the level info, and of others below it")
    func slowStatements() async throws {
        let (logger, handler) = Self.memory(.info)
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.observability.logger = logger
            configuration.observability.slowStatementThreshold = .zero
            _ = try await MariaDBConnection.withConnection(to: configuration) { try await $0.execute("DO 1") }
            #expect(handler.entries.map(\.message) == ["slow statement"])
            handler.clear()

            configuration.observability.slowStatementThreshold = nil
            _ = try await MariaDBConnection.withConnection(to: configuration) { try await $0.execute("DO SLEEP(0.01)") }
            #expect(handler.entries.isEmpty)
            #expect(MariaDBObservability().slowStatementThreshold == .seconds(1))
        }
    }

    @Test("never have a bind value, and no text where it is to be left out")
    func secrets() async throws {
        let (logger, handler) = Self.memory(.trace)
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.observability.logger = logger
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                try await connection.execute("SELECT \("hunter2")")
                _ = try await connection.perform { try $0.fetchAll("SELECT \("hunter2"), 17") }
                await #expect(throws: MariaDBError.self) { try await connection.execute("SELECT \("hunter2") FROM nowhere") }
            }
            #expect(handler.entries.contains { $0.metadata["db.query.text"] == "SELECT ?" })
            configuration.observability.statementText = .omitted
            _ = try await MariaDBConnection.withConnection(to: configuration) { try await $0.execute("DO 'unspeakable'") }
        }
        let told = handler.entries.map { "\($0.message) \($0.metadata)" }.joined(separator: "\n")
        #expect(!told.contains("hunter2"))
        #expect(!told.contains("unspeakable"))
        #expect(told.contains("PERFORM"))
    }

    @Test("tell of connections and of statements that fail at the level debug")
    func debug() async throws {
        let (logger, handler) = Self.memory(.debug)
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.observability.logger = logger
            configuration.observability.slowStatementThreshold = nil
            let connection = try await MariaDBConnection.connect(to: configuration)
            await #expect(throws: MariaDBError.self) { try await connection.execute("SELEC 1") }
            try await connection.execute("SELECT 1")
            await connection.close()
            await connection.close()
        }
        #expect(handler.entries.map(\.message) == ["connected", "statement failed", "connection closed"])
        #expect(handler.entries.allSatisfy { $0.level == .debug && $0.metadata["db.system.name"] == "mariadb" })
        #expect(handler.entries[1].metadata["error.type"] == "1064")
        #expect(handler.entries[1].metadata["db.response.status_code"] == "1064")
    }
}
