/// Cuts what a client sends into packets. A value, so that it can be tested without a network.
struct PacketReader {
    /// A packet of a client: its number, of several that of the last, and what it holds.
    struct Packet: Equatable {
        var number: UInt8
        var payload: [UInt8]
    }

    private static let headerSize = 4
    /// A payload of this length goes on in the next packet (MariaDB manual, "0-packet").
    private static let fullLength = 0xFF_FFFF

    private var bytes: [UInt8] = []
    private var start = 0

    mutating func append(_ more: some Collection<UInt8>) {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes += more
    }

    /// The next whole packet, the parts of a large one put together; `nil` until more bytes came.
    mutating func next() -> Packet? {
        var payload: [UInt8] = []
        var position = start
        while true {
            guard bytes.count - position >= Self.headerSize else { return nil }
            let length = Int(bytes[position]) | Int(bytes[position + 1]) << 8 | Int(bytes[position + 2]) << 16
            let number = bytes[position + 3]
            position += Self.headerSize
            guard bytes.count - position >= length else { return nil }
            payload += bytes[position..<position + length]
            position += length
            if length < Self.fullLength {
                start = position
                return Packet(number: number, payload: payload)
            }
        }
    }
}
