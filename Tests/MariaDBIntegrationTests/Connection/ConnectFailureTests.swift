import MariaDB
import MariaDBTesting
import Testing

@Suite("Connecting in vain")
struct ConnectFailureTests {
    private func failure(_ configuration: MariaDBConfiguration) async throws -> MariaDBError {
        let error = try #require(
            await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) })
        #expect(error.file == "MariaDBIntegrationTests/ConnectFailureTests.swift")
        return error
    }

    @Test("says that nobody listens, that the name is unknown, that the socket is missing")
    func nobodyThere() async throws {
        let closed = try await FakeServer.withServer([.close]) { $0.configuration }
        let cases = [
            (closed, "\(closed.address)"),
            (MariaDBConfiguration(host: "no-such-host.invalid", user: "app"), "no-such-host.invalid"),
            (MariaDBConfiguration(unixSocket: "/no/such/socket", user: "app"), "/no/such/socket"),
        ]
        for (configuration, name) in cases {
            let error = try await failure(configuration)
            #expect(error.code == .connectFailed, "\(error)")
            #expect(error.message.contains(name))
            #expect(error.number != nil)
        }
    }

    @Test("says which password, user or database was refused, and never shows the password")
    func refused() async throws {
        let good = try await MariaDBServer.sharedConfiguration()
        var (wrongPassword, wrongUser, wrongDatabase) = (good, good, good)
        wrongPassword.password = "hunter2"
        wrongUser.user = "nobody_here"
        wrongUser.password = "hunter2"
        wrongDatabase.database = "no_such_database"
        for (configuration, number, word) in [
            (wrongPassword, 1045, good.user), (wrongUser, 1045, "nobody_here"), (wrongDatabase, 1049, "no_such_database"),
        ] {
            let error = try await failure(configuration)
            #expect(error.code == .accessDenied, "\(error)")
            #expect(error.number == number)
            #expect(error.sqlState != nil)
            #expect(error.message.contains(word))
            #expect(!String(reflecting: error).contains("hunter2"))
            #expect(!error.description.contains("\n"))
        }
    }
}
