public import MariaDB

extension FakeServer {
    /// What a fake server says of a column.
    public struct Column: Sendable, Hashable {
        /// The name in the result.
        public var name: String
        /// The protocol's type, which also decides how the cells of a prepared statement are written.
        public var type: MariaDBType
        /// The number of the collation. 45 is utf8mb4, 63 means bytes, as columns of numbers have it.
        public var collation: UInt16
        /// The flags.
        public var flags: MariaDBColumn.Flags
        /// The width for display, in bytes.
        public var length: UInt32
        /// Digits after the point.
        public var decimals: UInt8

        /// A column.
        ///
        /// - Parameters:
        ///   - name: The name in the result.
        ///   - type: The protocol's type.
        ///   - collation: The number of the collation; utf8mb4 for CHAR, VARCHAR and TEXT and bytes for all others unless given.
        ///   - flags: The flags.
        ///   - length: The width for display, in bytes; 1024 for text and bytes and 22 for all others unless given. Connector/C
        ///     takes no number or time that is wider than 255.
        ///   - decimals: Digits after the point.
        public init(
            _ name: String, _ type: MariaDBType, collation: UInt16? = nil, flags: MariaDBColumn.Flags = [], length: UInt32? = nil,
            decimals: UInt8 = 0
        ) {
            self.name = name
            self.type = type
            self.collation = collation ?? ([.varString, .string, .blob].contains(type) ? 45 : 63)
            self.flags = flags
            self.length = length ?? (type.rawValue >= MariaDBType.json.rawValue && type != .decimal ? 1024 : 22)
            self.decimals = decimals
        }

        /// The column definition packet.
        var bytes: [UInt8] {
            var writer = PacketWriter()
            for text in ["def", "", "", "", name, ""] { writer.appendWithLength(text.utf8) }
            writer.appendLength(12)
            writer.appendNumber(collation, bytes: 2)
            writer.appendNumber(length, bytes: 4)
            writer.appendNumber(type.rawValue, bytes: 1)
            writer.appendNumber(flags.rawValue, bytes: 2)
            writer.appendNumber(decimals, bytes: 1)
            writer.appendNumber(0, bytes: 2)
            return writer.bytes
        }
    }
}
