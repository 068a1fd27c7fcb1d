public import MariaDB
import StateLocks
import SystemPackage

/// Stands between clients and a real server and lets the network be as bad as you like.
///
/// ```swift
/// try await FaultProxy.withProxy(to: server.configuration) { proxy in
///     let connection = try await MariaDBConnection.connect(to: proxy.configuration)
///     proxy.faults.toClient.latency = .milliseconds(200)
///     proxy.faults.toClient.cut = .init(after: 5000, .reset)
///     …
/// }
/// ```
/// The faults can be changed at any time; connections that are open feel it at once. Each connection has a thread of its own, none
/// of Swift's, and all are gone with the scope.
///
/// It knows nothing of the protocol, so it works over TLS too. Server and proxy are on this machine: a unix socket, or TCP on
/// 127.0.0.1.
public final class FaultProxy: Sendable {
    private let listener: LoopbackListener
    private let server: MariaDBConfiguration
    private let state: SharedState

    /// What the threads of the connections need.
    private final class SharedState: Sendable {
        let faults: Lock<Faults>
        let traffic = Lock(Traffic())
        let connections = Lock(Connections())

        init(_ faults: Faults) {
            self.faults = Lock(faults)
        }
    }

    private struct Connections {
        var isStopped = false
        var open: [ObjectIdentifier: ProxiedConnection] = [:]
    }

    private init(to server: MariaDBConfiguration, _ place: LoopbackPlace, _ faults: Faults) throws {
        self.server = server
        state = SharedState(faults)
        listener = try LoopbackListener(place)
        listener.start { [state, listener] client in
            let reset = Self.serve(client, to: server.address, state)
            listener.close(client, reset: reset)
        }
    }

    /// Starts a proxy, calls the body with it, and ends it.
    ///
    /// - Parameters:
    ///   - server: How the server itself is reached, and who logs in.
    ///   - place: Where the proxy listens. A TCP port unless given.
    ///   - faults: What goes wrong from the beginning.
    ///   - body: What is to be done with the proxy.
    /// - Returns: What the body returns.
    /// - Throws: `Errno` or an error of the file system if it can not listen, or what the body throws.
    public static func withProxy<Result>(
        to server: MariaDBConfiguration, on place: LoopbackPlace = .tcp, faults: Faults = Faults(),
        _ body: (FaultProxy) async throws -> Result
    ) async throws -> Result {
        let proxy = try FaultProxy(to: server, place, faults)
        do {
            let result = try await body(proxy)
            await proxy.stop()
            return result
        } catch {
            await proxy.stop()
            throw error
        }
    }

    /// How the server is reached through the proxy; everything but the address is the server's own configuration.
    public var configuration: MariaDBConfiguration {
        var configuration = server
        configuration.address = listener.address
        return configuration
    }

    /// What goes wrong. A cut at a place that a connection has passed already comes with its next bytes.
    public var faults: Faults {
        get { state.faults.withLock { $0 } }
        set {
            state.faults.withLock { $0 = newValue }
            for connection in connections { connection.wake() }
        }
    }

    /// What has come so far.
    public var traffic: Traffic { state.traffic.withLock { $0 } }

    /// The connections that are open.
    public var openConnections: Int { state.connections.withLock { $0.open.count } }

    /// Breaks off every connection there is; new ones can be made.
    ///
    /// - Parameter reset: With an RST, as when a machine on the way has crashed. Otherwise with an orderly end (FIN).
    public func cutConnections(reset: Bool = true) {
        for connection in connections { connection.end(reset: reset) }
    }

    private var connections: [ProxiedConnection] { state.connections.withLock { Array($0.open.values) } }

    private func stop() async {
        state.connections.withLock { $0.isStopped = true }
        for connection in connections { connection.end(reset: false) }
        await listener.stop()
    }

    /// Serves one connection to its end, and returns whether the client is to see a reset.
    private static func serve(_ client: StreamSocket, to address: MariaDBConfiguration.Address, _ state: SharedState) -> Bool {
        state.traffic.withLock { $0.connections += 1 }
        guard !state.faults.withLock({ $0.refusesConnections }), let descriptor = try? connect(to: address) else { return true }
        let server = StreamSocket(descriptor)
        guard let connection = try? ProxiedConnection(client: client, server: server) else {
            server.close()
            return true
        }
        state.connections.withLock { connections in
            connections.open[ObjectIdentifier(connection)] = connection
            if connections.isStopped { connection.end(reset: false) }
        }
        let reset = connection.run {
            state.faults.withLock { $0 }
        } count: { fromClient, fromServer in
            state.traffic.withLock { traffic in
                traffic.bytesFromClients += fromClient
                traffic.bytesFromServer += fromServer
            }
        }
        state.connections.withLock { _ = $0.open.removeValue(forKey: ObjectIdentifier(connection)) }
        server.close(reset: reset)
        return reset
    }

    private static func connect(to address: MariaDBConfiguration.Address) throws(Errno) -> FileDescriptor {
        switch address {
        case .unixSocket(let path): return try SystemCall.connect(unixSocket: path)
        case .tcp(let host, let port):
            guard ["127.0.0.1", "localhost"].contains(host), let port = UInt16(exactly: port) else { throw .addressNotAvailable }
            return try SystemCall.connect(loopbackPort: port)
        }
    }
}
