import Foundation
import Testing

@testable import MariaDB

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("The control of a session's socket")
struct SessionControlTests {
    /// Two ends of a connection within this process.
    private func socketPair() throws -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        #if os(Linux)
        let kind = Int32(SOCK_STREAM.rawValue)
        #else
        let kind = SOCK_STREAM
        #endif
        try #require(unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0)
        return (ends[0], ends[1])
    }

    /// Whether the other end sees the end of the connection.
    private func isAtEnd(_ end: Int32) -> Bool {
        var byte: UInt8 = 0
        return unsafe recv(end, &byte, 1, Int32(MSG_DONTWAIT)) == 0
    }

    /// A host with two addresses: Connector/C closes the socket of the one that does not answer, and goes on with another, which may
    /// get the same number. What was shut down was the first one.
    @Test("is that of the socket that is used now, of several that were tried")
    func severalAddresses() throws {
        let control = SessionControl()
        let (first, firstPeer) = try socketPair()
        let (second, secondPeer) = try socketPair()
        #expect(control.adopt(first) && control.adopt(first))
        close(first)
        #expect(!isAtEnd(firstPeer), "the duplicate keeps it")
        #expect(control.adopt(second))
        #expect(isAtEnd(firstPeer), "nothing keeps it any more")
        control.shutDown()
        #expect(isAtEnd(secondPeer))
        control.close()
        for end in [second, firstPeer, secondPeer] { close(end) }
    }

    @Test("shuts down a socket that becomes known only afterwards, and one after another of them")
    func shutDownBefore() throws {
        let control = SessionControl()
        control.shutDown()
        for _ in 0..<2 {
            let (end, peer) = try socketPair()
            #expect(control.adopt(end))
            #expect(isAtEnd(peer))
            close(end)
            close(peer)
        }
    }
}
