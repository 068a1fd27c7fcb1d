import BlockingExecutors

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Something on 127.0.0.1 that is no MariaDB server: it sends what it is told to and keeps what it gets.
///
/// One thread of the system's for each peer, so that a test of connecting does not depend on the executors under test.
final class ScriptedPeer: Sendable {
    /// What the peer does with a connection, one after another.
    enum Step {
        case send([UInt8])
        /// Reads until something came.
        case read
        case close
        /// Says nothing until the peer ends.
        case silence
    }

    let port: Int
    private let listener: Int32
    private let received = Lock<[UInt8]>([])

    /// - Parameter steps: Played once for each connection, one connection at a time.
    init(_ steps: [Step]) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(listener, pointer, length) == 0 && listen(listener, 8) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard isListening else { throw SocketError(number: errno) }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        var thread = pthread_t()
        let peer = unsafe Unmanaged.passRetained(PeerThread(listener: listener, steps: steps, peer: self))
        unsafe pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer = unsafe pointer else { return nil }
                unsafe Unmanaged<PeerThread>.fromOpaque(pointer).takeRetainedValue().run()
                return nil
            }, peer.toOpaque())
        pthread_detach(thread)
    }

    /// Everything that came, from all connections.
    var bytes: [UInt8] { received.withLock { $0 } }

    func keep(_ bytes: ArraySlice<UInt8>) {
        received.withLock { $0 += bytes }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    struct SocketError: Error {
        let number: Int32
    }
}

private final class PeerThread: Sendable {
    let listener: Int32
    let steps: [ScriptedPeer.Step]
    let peer: ScriptedPeer

    init(listener: Int32, steps: [ScriptedPeer.Step], peer: ScriptedPeer) {
        self.listener = listener
        self.steps = steps
        self.peer = peer
    }

    func run() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            for step in steps where !play(step, connection) { break }
            close(connection)
        }
        close(listener)
    }

    private func play(_ step: ScriptedPeer.Step, _ connection: Int32) -> Bool {
        switch step {
        case .send(let bytes):
            return unsafe bytes.withUnsafeBytes { unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) } > 0
        case .read, .silence:
            var buffer = [UInt8](repeating: 0, count: 65_536)
            repeat {
                let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(connection, $0.baseAddress, $0.count, 0) }
                guard count > 0 else { return false }
                peer.keep(buffer.prefix(count))
            } while isSilence(step)
            return true
        case .close:
            return false
        }
    }

    private func isSilence(_ step: ScriptedPeer.Step) -> Bool {
        if case .silence = step { true } else { false }
    }
}
