extension FakeServer {
    /// How a server begins (MariaDB manual, "Initial Handshake Packet").
    public struct Greeting: Sendable, Hashable {
        /// What the server says it can do (MariaDB manual, "Capabilities").
        public struct Capabilities: OptionSet, Sendable, Hashable {
            /// The bits as the protocol sends them.
            public let rawValue: UInt32

            /// Capabilities from the protocol's bits.
            public init(rawValue: UInt32) {
                self.rawValue = rawValue
            }

            /// TLS is offered. The fake server only ever reads the request for it.
            public static let tls = Capabilities(rawValue: 0x800)
            /// LOAD DATA LOCAL.
            public static let localFiles = Capabilities(rawValue: 0x80)
            /// Several statements in one text.
            public static let multiStatements = Capabilities(rawValue: 0x1_0000)
            /// All of MySQL 5.7 but TLS and the newer form of results: so one form fits every client.
            public static let usual = Capabilities(rawValue: 0x00FF_F7FF)
        }

        /// The version, as a MariaDB server writes it. Text with a zero byte is sent as it is.
        public var version: String
        /// The number of the connection.
        public var connectionID: UInt32
        /// What the server can do.
        public var capabilities: Capabilities
        /// The plugin for the login.
        public var plugin: String
        /// The version of the protocol; 10 is the only one that clients know.
        public var protocolVersion: UInt8

        /// A greeting; each parameter is the property of its name.
        public init(
            version: String = "5.5.5-10.11.6-MariaDB", connectionID: UInt32 = 1, capabilities: Capabilities = .usual,
            plugin: String = "mysql_native_password", protocolVersion: UInt8 = 10
        ) {
            self.version = version
            self.connectionID = connectionID
            self.capabilities = capabilities
            self.plugin = plugin
            self.protocolVersion = protocolVersion
        }

        /// The greeting as a message, to be spoiled.
        public var message: Message {
            // Of the 20 bytes that the password is mixed with, 8 stand in the first part and 12 in the second.
            var writer = PacketWriter([protocolVersion])
            writer.appendWithZero(version)
            writer.appendNumber(connectionID, bytes: 4)
            writer.appendWithZero("abcdefgh")
            writer.appendNumber(capabilities.rawValue, bytes: 2)
            writer.append([45])
            writer.appendNumber(Status.autocommit.rawValue, bytes: 2)
            writer.appendNumber(capabilities.rawValue >> 16, bytes: 2)
            writer.append([21] + [UInt8](repeating: 0, count: 10))
            writer.appendWithZero("ijklmnopqrst")
            writer.appendWithZero(plugin)
            return .packet(writer.bytes)
        }
    }
}
