#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A look at a socket that costs one system call and no round trip.
enum SocketPeek {
    /// Whether nothing has come in and the other side has not ended the connection: what is true of one that is idle and
    /// well. Bytes that nobody asked for are a goodbye of the server, or belong to nobody.
    ///
    /// May be called from any thread while nobody closes the descriptor.
    static func isQuiet(_ descriptor: Int32) -> Bool {
        var byte: UInt8 = 0
        let received = unsafe recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return received < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
    }
}
