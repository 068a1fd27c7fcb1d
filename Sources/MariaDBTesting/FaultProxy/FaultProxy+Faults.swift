extension FaultProxy {
    /// What goes wrong between a client and its server. Nothing unless set.
    public struct Faults: Sendable, Hashable {
        /// What happens to the bytes that clients send.
        public var toServer: Direction
        /// What happens to the bytes that the server sends.
        public var toClient: Direction
        /// Whether a new connection is broken off at once, before the server hears of it.
        public var refusesConnections: Bool

        /// Faults; each parameter is the property of its name.
        public init(toServer: Direction = Direction(), toClient: Direction = Direction(), refusesConnections: Bool = false) {
            self.toServer = toServer
            self.toClient = toClient
            self.refusesConnections = refusesConnections
        }

        /// What happens to the bytes in one direction.
        public struct Direction: Sendable, Hashable {
            /// How much later every byte arrives.
            public var latency: Duration
            /// How many bytes pass in a second at most; `nil` for as many as can.
            public var bytesPerSecond: Int?
            /// Where the connection is cut.
            public var cut: Cut?
            /// A bit that is turned over.
            public var flip: Flip?
            /// Whether bytes are kept back, as on a network that is away for a while. They pass when this is set to `false`.
            public var isHeld: Bool

            /// Faults in one direction; each parameter is the property of its name.
            public init(
                latency: Duration = .zero, bytesPerSecond: Int? = nil, cut: Cut? = nil, flip: Flip? = nil, isHeld: Bool = false
            ) {
                self.latency = latency
                self.bytesPerSecond = bytesPerSecond
                self.cut = cut
                self.flip = flip
                self.isHeld = isHeld
            }
        }

        /// How the bytes of a connection end.
        public struct Cut: Sendable, Hashable {
            /// How many bytes of a connection still pass in this direction, counted from its beginning.
            public var position: Int
            /// What happens then.
            public var ending: Ending

            /// A cut after a number of bytes.
            public init(after position: Int, _ ending: Ending) {
                self.position = position
                self.ending = ending
            }
        }

        /// What a cut does. Whatever it is, the end of a connection that one side closes is passed on to the other.
        public enum Ending: Sendable, Hashable, CaseIterable {
            /// Both sides see an orderly end (FIN).
            case close
            /// Both sides see a broken connection (RST); over a unix socket, which knows no such thing, an orderly end.
            case reset
            /// The bytes in this direction are dropped, and neither side sees anything.
            case silence
        }

        /// A bit that is turned over.
        public struct Flip: Sendable, Hashable {
            /// The place of the byte, counted from 0 at the connection's beginning.
            public var position: Int
            /// Which bit of it, from 0 for the lowest to 7.
            public var bit: Int

            /// A bit of a byte.
            public init(at position: Int, bit: Int = 0) {
                self.position = position
                self.bit = bit
            }
        }
    }
}
