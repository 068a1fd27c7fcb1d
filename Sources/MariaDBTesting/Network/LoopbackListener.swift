import BlockingExecutors
import MariaDB
import StateLocks
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Takes connections on this machine and gives each a thread of its own, none of them Swift's, until it is stopped.
final class LoopbackListener: Sendable {
    /// How clients reach the listener.
    let address: MariaDBConfiguration.Address

    private let listener: FileDescriptor
    private let (wakeUp, sleeper): (FileDescriptor, FileDescriptor)
    private let folder: String?
    private let threads = BlockingThreadPool(
        .init(name: "fake", maximumThreads: 512, idleTimeout: .seconds(1), stackSize: 512 << 10))
    private let state = Lock(State())

    private struct State {
        var isStopped = false
        var sockets: [ObjectIdentifier: StreamSocket] = [:]
    }

    /// Listens from now on; connections wait until ``start(_:)``.
    init(_ place: LoopbackPlace) throws {
        (wakeUp, sleeper) = try SystemCall.socketPair()
        switch place {
        case .tcp:
            let (socket, port) = try SystemCall.listenOnLoopback()
            (listener, folder) = (socket, nil)
            address = .tcp(host: "127.0.0.1", port: Int(port))
        case .unixSocket:
            let place = try ServerFolder.choose(in: nil)
            try FileManager.default.createDirectory(
                atPath: place.path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            listener = try SystemCall.listenOn(unixSocket: place.socket)
            folder = place.path
            address = .unixSocket(path: place.socket)
        }
    }

    /// Calls the handler for each connection, on a thread that it may block. The socket is closed with ``close(_:reset:)`` by it.
    func start(_ handler: @escaping @Sendable (StreamSocket) -> Void) {
        Task(executorPreference: threads) { [self] in
            // A task, but not an asynchronous one: it runs on this one thread to its end.
            while true {
                var sockets = [SystemCall.Waiting(socket: listener), SystemCall.Waiting(socket: sleeper)]
                SystemCall.wait(for: &sockets)
                guard !sockets[1].hasInput else { return }
                guard sockets[0].hasInput, let descriptor = SystemCall.accept(from: listener) else { continue }
                let socket = StreamSocket(descriptor)
                guard track(socket) else { return socket.close() }
                Task(executorPreference: threads) { handler(socket) }
            }
        }
    }

    /// Has a socket interrupted at ``stop()``. Returns `false` if that has been.
    func track(_ socket: StreamSocket) -> Bool {
        state.withLock { state in
            guard !state.isStopped else { return false }
            state.sockets[ObjectIdentifier(socket)] = socket
            return true
        }
    }

    /// Closes a socket: with an orderly end (FIN), or else with a reset (RST).
    func close(_ socket: StreamSocket, reset: Bool = false) {
        state.withLock { _ = $0.sockets.removeValue(forKey: ObjectIdentifier(socket)) }
        socket.close(reset: reset)
    }

    /// The connections there are.
    var openConnections: Int { state.withLock { $0.sockets.count } }

    /// Takes no more connections and ends those there are; returns when every thread is gone. Only once.
    func stop() async {
        let sockets = state.withLock { state in
            state.isStopped = true
            return Array(state.sockets.values)
        }
        SystemCall.shutDown(wakeUp)
        for socket in sockets { socket.interrupt() }
        await threads.shutdown()
        for descriptor in [listener, wakeUp, sleeper] { try? descriptor.close() }
        if let folder { try? FileManager.default.removeItem(atPath: folder) }
    }
}
