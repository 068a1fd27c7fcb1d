internal import StateLocks
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
        /// Tells the socket from others, while the duplicate keeps it.
        var number: UInt64?
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

    /// Learns the descriptor of the socket; asked again, whether it is still that socket. A host with several addresses takes a socket
    /// for each that is tried. Returns `false` if it could not be duplicated, because the process has too many.
    @discardableResult
    func adopt(_ descriptor: Int32) -> Bool {
        let number = Self.number(of: descriptor)
        let (isAdopted, replaced) = socket.withLock { socket -> (Bool, Int32?) in
            guard !socket.isClosed, socket.duplicate == nil || socket.number != number else { return (true, nil) }
            let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
            guard duplicate >= 0 else { return (false, nil) }
            defer { (socket.duplicate, socket.number) = (duplicate, number) }
            return (true, socket.duplicate)
        }
        if let replaced { Self.close(replaced) }
        // Shut down before there was anything to shut down.
        if isShutDown { shutDown() }
        return isAdopted
    }

    private static func number(of descriptor: Int32) -> UInt64? {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? UInt64(status.st_ino) : nil
    }

    /// Ends the traffic on the socket in both directions, now or as soon as it is known; whoever waits for it wakes up.
    func shutDown() {
        wasShutDown.store(true, ordering: .releasing)
        socket.withLock { socket in
            if let duplicate = socket.duplicate { _ = shutdown(duplicate, Int32(SHUT_RDWR)) }
        }
    }

    /// Throws if the socket was shut down; for loops that read. Connector/C still reads what had come before, which is megabytes where a
    /// server sends without end, and a call has to end within milliseconds.
    func requireSocket() throws(MariaDBError) {
        guard isShutDown else { return }
        throw MariaDBError(code: .connectionLost, message: "the connection was given up, since the call was to end")
    }

    /// Gives the duplicate back, after the session has closed its own.
    func close() {
        let duplicate = socket.withLock { socket in
            defer { socket = Socket(isClosed: true) }
            return socket.duplicate
        }
        if let duplicate { Self.close(duplicate) }
    }

    private static func close(_ descriptor: Int32) {
        #if canImport(Glibc)
        _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
        _ = Musl.close(descriptor)
        #elseif canImport(Darwin)
        _ = Darwin.close(descriptor)
        #endif
    }
}
