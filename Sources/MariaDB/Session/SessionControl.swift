internal import BlockingExecutors
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What other threads may do to a session while it blocks: shut its socket down, and keep it from sending its next statement.
///
/// Nothing else is safe: closing the handle or the descriptor does not wake who waits for it. And Connector/C closes its descriptor
/// whenever it finds the connection lost, so that the number may belong to somebody else by then; hence a duplicate, which is
/// ours.
final class SessionControl: Sendable {
    private struct Socket {
        var duplicate: Int32?
        var isClosed = false
    }

    private let socket = Lock(Socket())
    private let wasShutDown = Atomic(false)
    private let interrupted = Atomic(false)

    deinit {
        close()
    }

    /// Whether the socket was shut down; a session that finds that has to be closed.
    var isShutDown: Bool { wasShutDown.load(ordering: .acquiring) }

    /// Whether the session has closed its socket.
    var isClosed: Bool { socket.withLock { $0.isClosed } }

    /// Whether the session must not send another statement, because the call that wants it is to end.
    var isInterrupted: Bool {
        get { interrupted.load(ordering: .acquiring) }
        set { interrupted.store(newValue, ordering: .releasing) }
    }

    /// Learns the descriptor of the socket, once. Returns `false` if it could not be duplicated, because the process has too many.
    @discardableResult
    func adopt(_ descriptor: Int32) -> Bool {
        let isAdopted = socket.withLock { socket in
            guard socket.duplicate == nil, !socket.isClosed else { return true }
            let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
            guard duplicate >= 0 else { return false }
            socket.duplicate = duplicate
            return true
        }
        // Shut down before there was anything to shut down.
        if isShutDown { shutDown() }
        return isAdopted
    }

    /// Ends the traffic on the socket in both directions, now or as soon as it is known; whoever waits for it wakes up.
    func shutDown() {
        wasShutDown.store(true, ordering: .releasing)
        socket.withLock { socket in
            if let duplicate = socket.duplicate { _ = shutdown(duplicate, Int32(SHUT_RDWR)) }
        }
    }

    /// Gives the duplicate back, after the session has closed its own.
    func close() {
        let duplicate = socket.withLock { socket in
            defer { socket = Socket(isClosed: true) }
            return socket.duplicate
        }
        if let duplicate {
            #if canImport(Glibc)
            _ = Glibc.close(duplicate)
            #elseif canImport(Musl)
            _ = Musl.close(duplicate)
            #elseif canImport(Darwin)
            _ = Darwin.close(duplicate)
            #endif
        }
    }
}
