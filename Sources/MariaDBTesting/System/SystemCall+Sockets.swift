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

    /// Takes the bytes that are there: `nil` if there are none yet, none at the end of the connection, and an error if it broke.
    static func receiveNow(from socket: FileDescriptor, atMost maximum: Int = 65_536) throws(Errno) -> [UInt8]? {
        var error: Errno?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: maximum) { buffer, count in
            let received = unsafe recv(socket.rawValue, buffer.baseAddress, buffer.count, dontWait)
            if received < 0 { error = Errno(rawValue: errno) }
            count = max(0, received)
        }
        guard let error else { return bytes }
        if isTransient(error) { return nil }
        throw error
    }

    /// Sends as much as there is room for, and tells how much that was.
    static func sendNow(_ bytes: ArraySlice<UInt8>, to socket: FileDescriptor) throws(Errno) -> Int {
        let count = unsafe bytes.withUnsafeBytes { bytes in
            unsafe sendCall(socket.rawValue, bytes.baseAddress, bytes.count, noSignal | dontWait)
        }
        guard count < 0 else { return count }
        let error = Errno(rawValue: errno)
        if isTransient(error) { return 0 }
        throw error
    }

    private static func isTransient(_ error: Errno) -> Bool {
        error == .wouldBlock || error == .resourceTemporarilyUnavailable || error == .interrupted
    }

    /// A socket to wait for, and what of.
    struct Waiting {
        let socket: FileDescriptor
        var wantsInput = true
        var wantsRoom = false
        /// Bytes have come, or the end has.
        fileprivate(set) var hasInput = false
        /// Bytes can be sent, or nothing ever again.
        fileprivate(set) var hasRoom = false

        fileprivate var entry: pollfd {
            let events = (wantsInput ? Int16(POLLIN) : 0) | (wantsRoom ? Int16(POLLOUT) : 0)
            // One that nothing is wanted of is left out: its end would be told again and again.
            return pollfd(fd: events == 0 ? -1 : socket.rawValue, events: events, revents: 0)
        }
    }

    /// Waits until one of the sockets has what is wanted of it, or the time is over.
    static func wait(for sockets: inout [Waiting], atMost time: Duration? = nil) {
        var entries = sockets.map(\.entry)
        let timeout = time.map { milliseconds($0) } ?? -1
        _ = unsafe entries.withUnsafeMutableBufferPointer { unsafe poll($0.baseAddress, nfds_t($0.count), timeout) }
        for (index, entry) in entries.enumerated() {
            let hasEnded = entry.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
            sockets[index].hasInput = sockets[index].wantsInput && (hasEnded || entry.revents & Int16(POLLIN) != 0)
            sockets[index].hasRoom = sockets[index].wantsRoom && (hasEnded || entry.revents & Int16(POLLOUT) != 0)
        }
    }

    /// Rounded up: a wait that ends early would be a busy one at its end.
    private static func milliseconds(_ time: Duration) -> Int32 {
        guard time > .zero else { return 0 }
        let (seconds, rest) = time.components
        return Int32(clamping: min(seconds, 1_000_000) * 1000 + rest / 1_000_000_000_000_000 + 1)
    }

    /// Waits for a time, less if the socket is shut down meanwhile by this process.
    static func wait(_ time: Duration, whileOpen socket: FileDescriptor) {
        let deadline = ContinuousClock.now + time
        while case let rest = ContinuousClock.now.duration(to: deadline), rest > .zero {
            var entry = pollfd(fd: socket.rawValue, events: 0, revents: 0)
            if unsafe poll(&entry, 1, milliseconds(rest)) > 0 { return }
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
