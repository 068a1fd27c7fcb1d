import BlockingExecutors
import Foundation
import Glibc

/// A name server on this machine that answers nothing, for look-ups on chosen threads only: the C library keeps for each thread whom
/// it asks (resolver(3)), and takes what a program writes there for good.
struct SilentResolver {
    private let socket: Int32

    /// Makes the resolver, calls the body with it, and ends it.
    static func with<Value>(_ body: (SilentResolver) async throws -> Value) async throws -> Value {
        let resolver = SilentResolver(socket: Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0))
        defer { close(resolver.socket) }
        return try await body(resolver)
    }

    /// How many questions have come since the last time.
    func takeQuestions() -> Int {
        var (count, byte) = (0, UInt8(0))
        while unsafe recv(socket, &byte, 1, Int32(MSG_DONTWAIT)) > 0 { count += 1 }
        return count
    }

    /// Makes the one thread of a pool ask here, twice for a second each.
    func serve(_ pool: BlockingThreadPool) async throws {
        let port = try bindToFreePort()
        try await pool.run { try Self.ask(port) }
    }

    private func bindToFreePort() throws -> UInt16 {
        var address = Self.address(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(socket, pointer, size) == 0 && getsockname(socket, pointer, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        return address.sin_port
    }

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        address.sin_port = port
        return address
    }

    /// The beginning of `struct __res_state` (resolv.h), which Swift does not see.
    private struct State {
        var secondsToWait: Int32
        var attempts: Int32
        var options: UInt
        var serverCount: Int32
        var server: sockaddr_in
    }

    private static func ask(_ port: UInt16) throws {
        guard let state = unsafe dlsym(nil, "__res_state"), let initialize = unsafe dlsym(nil, "__res_init") else {
            throw POSIXError(.ENOSYS)
        }
        _ = unsafe unsafeBitCast(initialize, to: (@convention(c) () -> Int32).self)()
        let pointer = unsafe unsafeBitCast(state, to: (@convention(c) () -> UnsafeMutableRawPointer).self)()
        let resolver = unsafe pointer.assumingMemoryBound(to: State.self)
        unsafe resolver.pointee.secondsToWait = 1
        unsafe resolver.pointee.attempts = 2
        unsafe resolver.pointee.serverCount = 1
        unsafe resolver.pointee.server = address(port: port)
    }
}
