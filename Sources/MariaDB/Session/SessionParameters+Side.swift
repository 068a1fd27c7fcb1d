extension SessionParameters {
    /// For a second connection to the same server: by the address that the first one has reached, since a name may lead elsewhere.
    ///
    /// Where the certificate is checked against the name, Connector/C can only connect by the name. In every case the killer makes
    /// sure of the server before it kills anything.
    func side(to ends: SocketEnds) -> SessionParameters {
        var side = self
        side.statementCacheSize = 0
        side.database = nil
        side.tracking = MariaDBSessionTracking()
        // One row is asked for. A server that floods the first connection does so here, too, and the call has to end meanwhile.
        side.resultLimit = MariaDBResultLimit(rows: 100, bytes: 1 << 20)
        if case .tcp = address, !checksHostName, let host = ends.peerHost, let port = ends.peerPort {
            side.address = .tcp(host: host, port: port)
        }
        return side
    }

    private var checksHostName: Bool { tls.mode == .require(verification: .full) }
}
