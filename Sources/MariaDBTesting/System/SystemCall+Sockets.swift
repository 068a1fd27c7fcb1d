import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What servers and proxies of this module need: listening, accepting, waiting, ending. All of it blocks, so it is called on
/// threads of their own.
extension SystemCall {
    /// Listens on a free TCP port of 127.0.0.1.
    static func listenOnLoopback() throws(Errno) -> (socket: FileDescriptor, port: UInt16) {
        let socket = try makeSocket(AF_INET)
        var address = loopbackAddress(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withSocketAddress(&address) { pointer, _ in
            let isListening =
                unsafe bindCall(socket.rawValue, pointer, size) == 0 && listen(socket.rawValue, backlog) == 0
                && getsockname(socket.rawValue, pointer, &size) == 0
            return isListening ? 0 : -1
        }
        guard isListening == 0 else { throw failure(socket) }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    /// Listens on a unix socket, whose file must not exist.
    static func listenOn(unixSocket path: String) throws(Errno) -> FileDescriptor {
        var address = try unixAddress(path)
        let socket = try makeSocket(AF_UNIX)
        let isListening = unsafe withSocketAddress(&address) { pointer, size in
            unsafe bindCall(socket.rawValue, pointer, size) == 0 && listen(socket.rawValue, backlog) == 0 ? 0 : -1
        }
        guard isListening == 0 else { throw failure(socket) }
        return socket
    }

    /// Connects to a TCP port of an IPv4 address of this machine; waits until it is done.
    static func connect(loopbackPort port: UInt16) throws(Errno) -> FileDescriptor {
        let socket = try makeSocket(AF_INET)
        var address = loopbackAddress(port: port)
        guard unsafe withSocketAddress(&address, { unsafe connectCall(socket.rawValue, $0, $1) }) == 0 else {
            throw failure(socket)
        }
        sendAtOnce(socket)
        return socket
    }

    /// Takes the next connection of a listener; `nil` if there is none after all.
    static func accept(from listener: FileDescriptor) -> FileDescriptor? {
        let socket = unsafe acceptCall(listener.rawValue, nil, nil)
        guard socket >= 0 else { return nil }
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        sendAtOnce(FileDescriptor(rawValue: socket))
        return FileDescriptor(rawValue: socket)
    }

    /// Sends everything and waits until it is on its way. Returns `false` if the connection is over.
    static func sendAll(_ bytes: ArraySlice<UInt8>, to socket: FileDescriptor) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe sendCall(socket.rawValue, $0.baseAddress, $0.count, noSignal) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Waits for bytes and gives them; none at the end of the connection.
    static func receive(from socket: FileDescriptor, atMost maximum: Int = 65_536) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: maximum) { buffer, count in
            var received = -1
            repeat {
                received = unsafe recv(socket.rawValue, buffer.baseAddress, buffer.count, 0)
            } while received < 0 && errno == EINTR
            count = max(0, received)
        }
    }

    /// Waits until one of two sockets has something to say, a connection, bytes or its end. Returns whether it is the first.
    static func waitForInput(_ first: FileDescriptor, or second: FileDescriptor) -> Bool {
        var entries = [first, second].map { pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0) }
        unsafe entries.withUnsafeMutableBufferPointer { entries in
            while unsafe poll(entries.baseAddress, nfds_t(entries.count), -1) < 0, errno == EINTR {}
        }
        return entries[1].revents == 0
    }

    /// Waits for a time, less if the socket is shut down meanwhile by this process.
    static func wait(_ time: Duration, whileOpen socket: FileDescriptor) {
        let deadline = ContinuousClock.now + time
        while case let rest = ContinuousClock.now.duration(to: deadline), rest > .zero {
            // Rounded up: a wait that ends early would be a busy one at its end.
            let milliseconds = Int32(
                clamping: rest.components.seconds * 1000 + rest.components.attoseconds / 1_000_000_000_000_000 + 1)
            var entry = pollfd(fd: socket.rawValue, events: 0, revents: 0)
            if unsafe poll(&entry, 1, milliseconds) > 0 { return }
        }
    }

    /// Ends the traffic in both directions; calls that wait on the socket return.
    static func shutDown(_ socket: FileDescriptor) {
        _ = shutdown(socket.rawValue, Int32(SHUT_RDWR))
    }

    /// Lets nothing more be sent: the other side sees the end after what was sent before.
    static func endSending(_ socket: FileDescriptor) {
        _ = shutdown(socket.rawValue, Int32(SHUT_WR))
    }

    /// Closing this socket will throw away what was not sent yet and reset the connection (RST), as a crashed machine does. A unix
    /// socket knows no reset; there it is the end as always.
    static func resetOnClose(_ socket: FileDescriptor) {
        var option = linger(l_onoff: 1, l_linger: 0)
        unsafe _ = setsockopt(socket.rawValue, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Without it, small packets wait for the answer to the one before.
    private static func sendAtOnce(_ socket: FileDescriptor) {
        var on: Int32 = 1
        unsafe _ = setsockopt(socket.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Many tests connect at once.
    private static let backlog: Int32 = 128

    private static func failure(_ socket: FileDescriptor) -> Errno {
        let error = Errno(rawValue: errno)
        try? socket.close()
        return error
    }

    private static func acceptCall(
        _ socket: Int32, _ address: UnsafeMutablePointer<sockaddr>?, _ size: UnsafeMutablePointer<socklen_t>?
    ) -> Int32 {
        #if canImport(Darwin)
        unsafe Darwin.accept(socket, address, size)
        #elseif canImport(Musl)
        unsafe Musl.accept(socket, address, size)
        #else
        unsafe Glibc.accept(socket, address, size)
        #endif
    }

    private static func sendCall(_ socket: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
        #if canImport(Darwin)
        unsafe Darwin.send(socket, bytes, count, flags)
        #elseif canImport(Musl)
        unsafe Musl.send(socket, bytes, count, flags)
        #else
        unsafe Glibc.send(socket, bytes, count, flags)
        #endif
    }
}
