import MariaDB
import MariaDBTesting
import Testing

/// Something that no server should do, and what the client must make of it.
struct Misbehaviour: Sendable, CustomTestStringConvertible {
    /// The call during which it happens.
    enum Call: Sendable {
        case connect
        /// `fetchAll` without binds.
        case text
        /// The same twice.
        case twice
        /// `fetchAll` with a bind: prepare, then execute.
        case prepared
        /// `withRows`: prepare, then execute and read on.
        case streamed
        case ping, selectDatabase
    }

    /// What may come of it.
    enum Outcome: Hashable, Sendable {
        case error(MariaDBError.Code)
        /// The deadline ended it.
        case cancelled
        /// The call succeeds: the client need not notice, or can not.
        case success
    }

    let name: String
    let call: Call
    let script: [FakeServer.Step]
    let allowed: Set<Outcome>

    var testDescription: String { name }

    /// Whether rows come as long as they are asked for, so that only who asks can put an end to it.
    var isEndlessForReader: Bool { call == .streamed && name.hasPrefix("sends binary rows without end") }

    init(_ name: String, _ call: Call, _ script: [FakeServer.Step], _ allowed: Set<Outcome>) {
        self.name = name
        self.call = call
        self.script = script
        self.allowed = allowed
    }

    /// Makes the call on a connection that is being made for it.
    func perform(_ configuration: MariaDBConfiguration) async throws {
        let connection = try await MariaDBConnection.connect(to: configuration)
        do {
            try await makeCall(on: connection)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    private func makeCall(on connection: MariaDBConnection) async throws {
        switch call {
        case .connect: break
        case .text: _ = try await connection.fetchAll("SELECT a, b FROM t", as: (Int?, String?).self)
        case .twice:
            _ = try await connection.fetchAll("SELECT a, b FROM t", as: (Int?, String?).self)
            _ = try await connection.fetchAll("SELECT a, b FROM t", as: (Int?, String?).self)
        case .prepared: _ = try await connection.fetchAll("SELECT a, b FROM t WHERE a > \(1)", as: (Int?, String?).self)
        case .streamed:
            try await connection.withRows("SELECT a, b FROM t") { rows in
                for try await row in rows { _ = try row.decode((Int?, String?).self) }
            }
        case .ping: try await connection.ping()
        case .selectDatabase: try await connection.select(database: "other")
        }
    }
}

extension Set<Misbehaviour.Outcome> {
    static let lost: Self = [.error(.connectionLost)]
    static let malformed: Self = [.error(.malformedPacket)]
    /// Noticed in one way or the other.
    static let broken: Self = [.error(.connectionLost), .error(.malformedPacket)]
    static let refused: Self = [.error(.server)]
    static let notConnected: Self = [.error(.connectFailed), .error(.authenticationNotAllowed)]
    static let tooMany: Self = [.error(.tooManyConnections)]
    static let connectTimeout: Self = [.error(.connectTimeout)]
    static let success: Self = [.success]
    /// Error 1317 of the server: somebody has ended the statement.
    static let killed: Self = [.error(.cancelled)]
    /// The wish for a file was refused.
    static let noFile: Self = [.error(.client)]
    static let timeout: Self = [.cancelled]

    func or(_ other: Self) -> Self { union(other) }
}
