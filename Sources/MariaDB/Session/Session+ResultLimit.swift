internal import CMariaDB

extension Session {
    /// Runs a body with a limit of its own for the results that it reads.
    func withResultLimit<Value>(
        _ limit: MariaDBResultLimit?, _ body: () throws(MariaDBError) -> Value
    ) throws(MariaDBError) -> Value {
        guard let limit else { return try body() }
        resultLimit = limit
        limitPackets()
        defer {
            resultLimit = usualResultLimit
            limitPackets()
        }
        return try body()
    }

    /// Throws if there are to be no more results of a statement: the socket was shut down, or those that have been read take more than
    /// is allowed. The latter ends the session: so many of them, most without rows, are no answer to anything, and whether they have an
    /// end is not known.
    func requireBounded(_ results: StatementResults) throws(MariaDBError) {
        try control.requireSocket()
        guard results.size > resultLimit.bytes else { return }
        close()
        throw resultLimit.error("\(resultLimit.bytes) bytes")
    }

    /// Lets Connector/C take no packet that is far larger than a result may become: it reads each to its end, up to 1 GiB, and a server
    /// may go on with one for as long as it likes. Rows that are read as they are asked for have no limit but that.
    func limitPackets() {
        let isUnlimited = stream.map { !$0.isAbandoned && $0.parts == nil } ?? false
        setPacketLimit(isUnlimited ? usualPacketLimit : packetLimit)
    }

    /// Runs a body that reads rows as they are asked for.
    func withoutPacketLimit<Value>(_ body: () throws(MariaDBError) -> Value) throws(MariaDBError) -> Value {
        setPacketLimit(usualPacketLimit)
        defer { limitPackets() }
        return try body()
    }

    private func setPacketLimit(_ limit: Int) {
        if let handle = unsafe openHandle { unsafe handle.pointee.net.max_packet_size = UInt(limit) }
    }

    private var packetLimit: Int {
        min(usualPacketLimit, min(resultLimit.bytes, usualPacketLimit) + Self.largestPiece)
    }

    /// What the loss of a connection means while rows are read into memory: that Connector/C had no room for the next piece of a
    /// packet, if that is so. It says of both that the connection was lost, and that is then true of both. There is always room for the
    /// first piece, so its buffer then has that size.
    func explained(_ error: MariaDBError) -> MariaDBError {
        guard error.isConnectionLost, packetLimit < usualPacketLimit, let handle = unsafe openHandle,
            unsafe Int(clamping: handle.pointee.net.max_packet) >= Self.largestPiece - 1,
            unsafe Int(clamping: handle.pointee.net.max_packet) + Self.largestPiece >= packetLimit
        else { return error }
        close()
        return resultLimit.error("\(resultLimit.bytes) bytes")
    }

    /// The most that one piece of a packet has, with its head.
    private static let largestPiece = 1 << 24
}
