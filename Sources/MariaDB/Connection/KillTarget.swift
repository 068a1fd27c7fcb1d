internal import StateLocks

/// A connection as its killer has to know it.
struct KillTarget: Sendable {
    let connectionID: UInt64
    /// How the server is reached.
    let address: MariaDBConfiguration.Address
    let ends: SocketEnds
    /// Read at connect where ``PortTranslation`` asks for it.
    let identity: ServerIdentity?

    /// Whether what a side connection sees under our number is really this connection: a load balancer may have led the side
    /// connection to another server, where the number belongs to somebody else.
    func isProven(by row: ProcessListRow, of user: String, over side: Session) -> Bool {
        guard row.user == user else { return false }
        // The same socket file is the same server.
        guard case .tcp = address else { return true }
        if let port = row.port, port == ends.localPort { return true }
        guard let identity, identity.connectionID == connectionID else {
            PortTranslation.found(on: address)
            return false
        }
        return (try? side.readIdentity())?.server == identity.server
    }
}

/// Addresses that are reached through something that translates ports, such as a container's network or a balancer.
///
/// There the server does not see our port, by which a connection is told for sure. So connections made from now on ask the server for
/// its identity at connect, which costs them a round trip; where ports are what they seem nobody pays for that.
enum PortTranslation {
    private static let addresses = Lock<Set<MariaDBConfiguration.Address>>([])

    static func found(on address: MariaDBConfiguration.Address) {
        addresses.withLock { _ = $0.insert(address) }
    }

    static func isKnown(on address: MariaDBConfiguration.Address) -> Bool {
        addresses.withLock { $0.contains(address) }
    }
}
