extension Session {
    /// No server has a limit below this, so the limit need not be asked for.
    static let alwaysFits = 64 << 10

    /// What the server takes in one packet: asked once, one round trip. It can not change while a connection lasts.
    func largestPacket() throws(MariaDBError) -> Int {
        if let knownLargestPacket { return knownLargestPacket }
        let size = try query("SELECT @@max_allowed_packet").firstRow.flatMap { try? $0.decode(Int.self) }
        // The server's own default, should it say something else.
        let known = size.map { max(1024, $0) } ?? 16 << 20
        knownLargestPacket = known
        return known
    }

    /// Asks the server what it takes, if a statement of this size makes that a question: for when it can not be asked later.
    func prepareToFit(_ size: Int) throws(MariaDBError) {
        if size >= Self.alwaysFits { _ = try largestPacket() }
    }

    /// Throws for a statement that the server would not take, before anything of it is sent. The server answers such a packet by
    /// breaking the connection.
    ///
    /// - Parameter size: The bytes of the packet behind its command byte.
    func requireFitting(_ size: Int) throws(MariaDBError) {
        guard size >= Self.alwaysFits else { return }
        let largest = try largestPacket()
        guard size + 1 >= largest else { return }
        throw MariaDBError(
            code: .packetTooLarge,
            message:
                "the statement has \(size) bytes and the server takes \(largest) in one packet; send it in parts, or raise the "
                + "server's max_allowed_packet")
    }
}

extension [MariaDBValue] {
    /// The bytes of an execution with these binds: a header, a bit and a type for each, and the values. Of values without a length
    /// of their own the most that they need.
    var sizeInPacket: Int {
        reduce(11 + (count + 7) / 8) { size, value in
            switch value {
            case .text(let text): size + 2 + LengthEncoding.size(of: text.utf8.count)
            case .bytes(let bytes): size + 2 + LengthEncoding.size(of: bytes.count)
            // A sign, a zero, a point and 65 digits, as text.
            case .decimal: size + 2 + 69
            default: size + 2 + 13
            }
        }
    }
}
