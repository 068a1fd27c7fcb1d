import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The few calls of the operating system that no library wraps, and with them every `unsafe` of this module.
enum SystemCall {
    #if canImport(Glibc)
    static let stream = Int32(SOCK_STREAM.rawValue)
    private static let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)
    static let noSignal = Int32(MSG_NOSIGNAL)
    static let dontWait = Int32(MSG_DONTWAIT)
    #elseif canImport(Musl)
    static let stream = SOCK_STREAM
    private static let closeOnExec = SOCK_CLOEXEC
    static let noSignal = MSG_NOSIGNAL
    static let dontWait = MSG_DONTWAIT
    #else
    static let stream = SOCK_STREAM
    private static let closeOnExec: Int32 = 0
    static let noSignal = MSG_NOSIGNAL
    static let dontWait = MSG_DONTWAIT
    #endif

    /// A socket of `domain` (`AF_UNIX` or `AF_INET`) that no child inherits.
    static func makeSocket(_ domain: Int32) throws(Errno) -> FileDescriptor {
        let descriptor = socket(domain, stream | closeOnExec, 0)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
        // Where the system has no SOCK_CLOEXEC.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return FileDescriptor(rawValue: descriptor)
    }

    /// Two connected sockets that no child inherits.
    static func socketPair() throws(Errno) -> (FileDescriptor, FileDescriptor) {
        var ends: [Int32] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, stream | closeOnExec, 0, &ends) == 0 else { throw Errno(rawValue: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        return (FileDescriptor(rawValue: ends[0]), FileDescriptor(rawValue: ends[1]))
    }

    /// Sends what fits into the buffer of a socket; without SIGPIPE if nobody is there to read it.
    static func send(_ bytes: [UInt8], to socket: FileDescriptor) {
        unsafe bytes.withUnsafeBytes { buffer in
            #if canImport(Darwin)
            _ = unsafe Darwin.send(socket.rawValue, buffer.baseAddress, buffer.count, noSignal | dontWait)
            #elseif canImport(Musl)
            _ = unsafe Musl.send(socket.rawValue, buffer.baseAddress, buffer.count, noSignal | dontWait)
            #else
            _ = unsafe Glibc.send(socket.rawValue, buffer.baseAddress, buffer.count, noSignal | dontWait)
            #endif
        }
    }

    /// Connects to a unix socket. Does not wait: a listener's queue has room, or the call fails.
    static func connect(unixSocket path: String) throws(Errno) -> FileDescriptor {
        var address = try unixAddress(path)
        let socket = try makeSocket(AF_UNIX)
        _ = fcntl(socket.rawValue, F_SETFL, O_NONBLOCK)
        let status = unsafe withSocketAddress(&address) { unsafe connectCall(socket.rawValue, $0, $1) }
        guard status == 0 else {
            let error = Errno(rawValue: errno)
            try? socket.close()
            throw error
        }
        return socket
    }

    /// Takes one byte from a socket: `nil` if there is none yet. The end of the stream is an error.
    static func receiveByte(from socket: FileDescriptor) throws(Errno) -> UInt8? {
        var byte: UInt8 = 0
        switch unsafe recv(socket.rawValue, &byte, 1, dontWait) {
        case 1: return byte
        case 0: throw .connectionReset
        default:
            let error = Errno(rawValue: errno)
            if error == .wouldBlock || error == .resourceTemporarilyUnavailable { return nil }
            throw error
        }
    }

    /// A TCP port of 127.0.0.1 that nobody used a moment ago.
    static func freePort() throws(Errno) -> UInt16 {
        let socket = try makeSocket(AF_INET)
        defer { try? socket.close() }
        var address = loopbackAddress(port: 0)
        guard unsafe withSocketAddress(&address, { unsafe bindCall(socket.rawValue, $0, $1) }) == 0 else {
            throw Errno(rawValue: errno)
        }
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        guard unsafe withSocketAddress(&address, { address, _ in unsafe getsockname(socket.rawValue, address, &size) }) == 0
        else { throw Errno(rawValue: errno) }
        return UInt16(bigEndian: address.sin_port)
    }

    /// Whether a signal could be sent to a process; `0` only asks whether the process is there.
    @discardableResult
    static func signal(_ number: Int32, to processIdentifier: Int32) -> Bool {
        kill(processIdentifier, number) == 0
    }

    /// Renames a file or folder in one step. Fails if the new name is a folder with something in it.
    static func rename(_ old: String, to new: String) throws(Errno) {
        #if canImport(Darwin)
        let status = unsafe Darwin.rename(old, new)
        #elseif canImport(Musl)
        let status = unsafe Musl.rename(old, new)
        #else
        let status = unsafe Glibc.rename(old, new)
        #endif
        guard status == 0 else { throw Errno(rawValue: errno) }
    }

    /// How many bytes this user may still write into the file system of a folder; 0 if that can not be told.
    static func freeSpace(in folder: String) -> UInt64 {
        var system = statvfs()
        guard unsafe statvfs(folder, &system) == 0 else { return 0 }
        return UInt64(system.f_bavail) * UInt64(system.f_frsize)
    }

    /// Has everything written so far put on the disk.
    static func flushDisks() {
        sync()
    }

    /// The user this process acts as; 0 is root.
    static var userIdentifier: UInt32 { geteuid() }

    static func unixAddress(_ path: String) throws(Errno) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw .fileNameTooLong }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        return address
    }

    static func loopbackAddress(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    static func withSocketAddress<Address>(
        _ address: inout Address,
        _ call: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        unsafe withUnsafeMutableBytes(of: &address) { buffer in
            guard let start = buffer.baseAddress else { return -1 }
            return unsafe call(start.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count))
        }
    }

    static func connectCall(_ socket: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ size: socklen_t) -> Int32 {
        #if canImport(Darwin)
        unsafe Darwin.connect(socket, address, size)
        #elseif canImport(Musl)
        unsafe Musl.connect(socket, address, size)
        #else
        unsafe Glibc.connect(socket, address, size)
        #endif
    }

    static func bindCall(_ socket: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ size: socklen_t) -> Int32 {
        unsafe bind(socket, address, size)
    }
}
