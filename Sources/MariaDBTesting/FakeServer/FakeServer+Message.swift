extension FakeServer {
    /// What a server sends in one go: packets of the protocol, or anything else.
    ///
    /// Messages are made by their names, such as ``ok(affectedRows:lastInsertID:warnings:status:)`` and
    /// ``result(_:rows:status:)``, put together with ``then(_:)``, and spoiled with ``cut(after:)``, ``numbered(from:)`` and
    /// ``announcing(length:)``.
    public struct Message: Sendable, Hashable {
        private indirect enum Content: Sendable, Hashable {
            case packet([UInt8])
            case raw([UInt8])
            case sequence([Message])
            case cut(Message, count: Int)
            case numbered(Message, number: UInt8)
            case announcing(Message, length: Int)
        }

        private let content: Content

        private init(_ content: Content) {
            self.content = content
        }

        /// A packet with this content, behind a header that fits. Content of 16 MiB and more is sent in several packets.
        public static func packet(_ payload: [UInt8]) -> Message {
            Message(.packet(payload))
        }

        /// Bytes as they are, without a header.
        public static func raw(_ bytes: [UInt8]) -> Message {
            Message(.raw(bytes))
        }

        /// Text as it is, without a header.
        public static func raw(_ text: String) -> Message {
            raw(Array(text.utf8))
        }

        /// Messages one after another, in one go.
        public static func sequence(_ messages: [Message]) -> Message {
            Message(.sequence(messages))
        }

        /// This message and then another, in one go.
        public func then(_ next: Message) -> Message {
            .sequence([self, next])
        }

        /// The first bytes of this message only, headers counted.
        public func cut(after count: Int) -> Message {
            Message(.cut(self, count: count))
        }

        /// The same packets, numbered from here on; they would go on from the client's last one.
        public func numbered(from number: UInt8) -> Message {
            Message(.numbered(self, number: number))
        }

        /// The same bytes, but the header of the first packet says this length, of at most 16,777,215.
        public func announcing(length: Int) -> Message {
            Message(.announcing(self, length: length))
        }

        /// The bytes to send.
        ///
        /// - Parameter number: That of the next packet; afterwards that of the one after this message.
        func bytes(_ number: inout UInt8) -> [UInt8] {
            var writer = PacketWriter()
            switch content {
            case .packet(let payload):
                writer.appendPackets(payload, &number)
            case .raw(let bytes):
                writer.append(bytes)
            case .sequence(let messages):
                for message in messages { writer.append(message.bytes(&number)) }
            case .cut(let message, let count):
                writer.append(message.bytes(&number).prefix(max(0, count)))
            case .numbered(let message, let first):
                number = first
                writer.append(message.bytes(&number))
            case .announcing(let message, let length):
                writer.appendNumber(length, bytes: 3)
                writer.append(message.bytes(&number).dropFirst(3))
            }
            return writer.bytes
        }
    }
}

extension PacketWriter {
    /// A payload in packets: after a full one there is always another, if need be an empty one.
    fileprivate mutating func appendPackets(_ payload: [UInt8], _ number: inout UInt8) {
        let full = 0xFF_FFFF
        var rest = payload[...]
        var part = rest.prefix(full)
        while true {
            appendNumber(part.count, bytes: 3)
            appendNumber(number, bytes: 1)
            append(part)
            number &+= 1
            if part.count < full { return }
            rest = rest.dropFirst(full)
            part = rest.prefix(full)
        }
    }
}

extension FakeServer.Message: CustomStringConvertible {
    /// How long the message is, and its first bytes: what a failing test can show.
    public var description: String {
        var number: UInt8 = 0
        let bytes = bytes(&number)
        let start = bytes.prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
        return bytes.count > 12 ? "\(bytes.count) bytes: \(start) …" : "\(bytes.count) bytes: \(start)"
    }
}
