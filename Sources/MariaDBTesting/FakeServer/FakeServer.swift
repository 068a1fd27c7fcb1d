public import MariaDB

/// A server that does what a script says, to see how a client takes it: refusals, nonsense, silence, breaks, attacks.
///
/// ```swift
/// let script: [FakeServer.Step] = [
///     .login(), .expect(.query("SELECT")), .send(.error(1205, "Lock wait timeout exceeded")),
///     .expect(.ping), .reset,
/// ]
/// try await FakeServer.withServer(script) { server in
///     let connection = try await MariaDBConnection.connect(to: server.configuration)
///     …
/// }
/// ```
/// It speaks the protocol of MariaDB and MySQL without TLS, checks no password, and keeps every byte that it was sent. Each
/// connection plays the script from its beginning, on a thread that is none of Swift's. It listens on this machine only and is gone
/// with its scope, and with it its threads and connections.
///
/// A client may ask something by itself after the login; ``Step/answer(to:with:)`` takes care of that.
public final class FakeServer: Sendable {
    private let listener: LoopbackListener
    private let record = FakeServerRecord()

    private init(_ place: LoopbackPlace, _ script: @escaping @Sendable (Int) -> [Step]) throws {
        listener = try LoopbackListener(place)
        listener.start { [record, listener] socket in
            let connection = record.begin()
            var player = ScriptPlayer(socket, record, connection: connection)
            let ending = player.play(script(connection))
            listener.close(socket, reset: ending == .reset)
        }
    }

    /// Starts a fake server, calls the body with it, and ends it.
    ///
    /// - Parameters:
    ///   - place: Where to listen. A TCP port unless given.
    ///   - script: What to do with each connection.
    ///   - body: What is to be done with the server.
    /// - Returns: What the body returns.
    /// - Throws: `Errno` or an error of the file system if it can not listen, or what the body throws.
    public static func withServer<Result>(
        on place: LoopbackPlace = .tcp, _ script: [Step], _ body: (FakeServer) async throws -> Result
    ) async throws -> Result {
        try await withServer(on: place, scriptFor: { _ in script }, body)
    }

    /// Starts a fake server that treats its connections differently, calls the body with it, and ends it.
    ///
    /// - Parameters:
    ///   - place: Where to listen. A TCP port unless given.
    ///   - scriptFor: Gives the script for a connection by its number, 0 for the first.
    ///   - body: What is to be done with the server.
    /// - Returns: What the body returns.
    /// - Throws: As ``withServer(on:_:_:)``.
    public static func withServer<Result>(
        on place: LoopbackPlace = .tcp,
        scriptFor: @escaping @Sendable (Int) -> [Step],
        _ body: (FakeServer) async throws -> Result
    ) async throws -> Result {
        let server = try FakeServer(place, scriptFor)
        do {
            let result = try await body(server)
            await server.listener.stop()
            return result
        } catch {
            await server.listener.stop()
            throw error
        }
    }

    /// How the server is reached, as the user `app` with the password `hunter2`; any other does as well.
    public var configuration: MariaDBConfiguration {
        switch listener.address {
        case .tcp(let host, let port): MariaDBConfiguration(host: host, port: port, user: "app", password: "hunter2")
        case .unixSocket(let path): MariaDBConfiguration(unixSocket: path, user: "app", password: "hunter2")
        }
    }

    /// What the clients have sent so far, for each connection in the order of their arrival.
    public var received: [[UInt8]] { record.connections }

    /// Whether any client has sent this text, such as a password.
    public func hasReceived(_ text: String) -> Bool {
        let needle = Array(text.utf8)
        return received.contains { bytes in bytes.indices.contains { bytes[$0...].starts(with: needle) } }
    }

    /// What came in the place of something a script waited for, in words.
    public var surprises: [String] { record.surprises }

    /// The connections that are open.
    public var openConnections: Int { listener.openConnections }
}
