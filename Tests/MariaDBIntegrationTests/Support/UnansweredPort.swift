import Foundation
import Glibc

/// A TCP port of this machine that takes no connection and refuses none: its queue is full, so that the kernel drops the packet that
/// asks for one more (listen(2)). As a host behind a firewall that is silent.
struct UnansweredPort {
    let number: Int
    private let listener: Int32
    /// Connections that nobody accepts. One fills a queue of length 0, and a second one gets in if it is faster than the kernel.
    private let fillers: [Int32]

    /// Makes the port, calls the body with it, and frees it.
    static func with<Value>(_ body: (UnansweredPort) async throws -> Value) async throws -> Value {
        let port = try UnansweredPort()
        defer {
            for filler in port.fillers { close(filler) }
            close(port.listener)
        }
        return try await body(port)
    }

    private init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isReady = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(listener, pointer, size) == 0 && listen(listener, 0) == 0
                    && getsockname(listener, pointer, &size) == 0
            }
        }
        guard isReady else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
        number = Int(UInt16(bigEndian: address.sin_port))
        var fillers: [Int32] = []
        while let filler = Self.connected(to: address) { fillers.append(filler) }
        self.fillers = fillers
    }

    /// A connection, or `nil` if none was made in a time in which this machine answers itself a thousand times.
    private static func connected(to address: sockaddr_in) -> Int32? {
        let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = address
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = unsafe connect(filler, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var events = pollfd(fd: filler, events: Int16(POLLOUT), revents: 0)
        if unsafe poll(&events, 1, 500) == 1 { return filler }
        close(filler)
        return nil
    }

    /// How many connections are being tried, as the kernel lists them (proc_pid_net(5)): 02 is the state after the first packet.
    func attempts() throws -> Int {
        let target = "0100007F:" + String(format: "%04X", number)
        // Not String(contentsOfFile:), which reads the first page of such a file and no more.
        let file = try FileHandle(forReadingFrom: URL(filePath: "/proc/net/tcp"))
        defer { try? file.close() }
        let table = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        return table.split(separator: "\n").count { line in
            let fields = line.split(separator: " ")
            return fields.count > 3 && fields[2] == target && fields[3] == "02"
        }
    }
}
