extension FakeServer {
    /// The flags that come with every answer (MariaDB manual, "OK_Packet", server status flag).
    public struct Status: OptionSet, Sendable, Hashable {
        /// The bits as the protocol sends them.
        public let rawValue: UInt16

        /// Flags from the protocol's bits.
        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        /// A transaction is open.
        public static let inTransaction = Status(rawValue: 1)
        /// Every statement is a transaction of its own.
        public static let autocommit = Status(rawValue: 2)
        /// Another result follows.
        public static let moreResults = Status(rawValue: 8)
        /// The rows stay at the server, in a cursor.
        public static let cursorExists = Status(rawValue: 0x40)
        /// The last row of a cursor was sent.
        public static let lastRowSent = Status(rawValue: 0x80)
    }
}
