#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The two ends of a TCP connection. A unix socket has none of this.
struct SocketEnds: Sendable, Hashable {
    /// The server's address, as digits: a name may lead to another server the next time.
    var peerHost: String?
    var peerPort: Int?
    /// Our own port, by which the server knows this connection, unless something on the way translates ports.
    var localPort: Int?

    init() {}

    init(of socket: Int32) {
        guard let (host, port) = unsafe Self.end(of: socket, getpeername) else { return }
        peerHost = host
        peerPort = port
        localPort = unsafe Self.end(of: socket, getsockname)?.port
    }

    private typealias Lookup = (Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?) -> Int32

    private static func end(of socket: Int32, _ lookUp: Lookup) -> (host: String, port: Int)? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard unsafe lookUp(socket, address, &size) == 0 else { return nil }
                guard unsafe [sa_family_t(AF_INET), sa_family_t(AF_INET6)].contains(address.pointee.sa_family) else { return nil }
                var host = [CChar](repeating: 0, count: 256)
                var port = [CChar](repeating: 0, count: 16)
                let failure = unsafe getnameinfo(
                    address, size, &host, socklen_t(host.count), &port, socklen_t(port.count),
                    Int32(NI_NUMERICHOST) | Int32(NI_NUMERICSERV))
                guard failure == 0, let number = Int(text(port)) else { return nil }
                return (text(host), number)
            }
        }
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
