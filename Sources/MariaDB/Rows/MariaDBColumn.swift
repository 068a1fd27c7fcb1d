/// What the server says about one column of a result set.
public struct MariaDBColumn: Sendable, Hashable {
    /// The name in the result: the alias, if the statement gave one.
    public let name: String
    /// The name in the table, empty for an expression.
    public let originalName: String
    /// The table's name in the statement: its alias, if it has one. Empty for an expression.
    public let table: String
    /// The table's own name, empty for an expression.
    public let originalTable: String
    /// The database of the table, empty for an expression.
    public let database: String
    /// The protocol's type.
    public let type: MariaDBType
    /// The number of the collation; 63 means bytes and not text.
    public let collation: Int
    /// The width for display, in bytes.
    public let length: Int
    /// Digits after the point: of a DECIMAL, or the fractional digits of a time. 31 means that the number is not fixed.
    public let decimals: Int
    /// The flags: NOT NULL, keys, signs and so on.
    public let flags: Flags
    /// The server's name for a type that the protocol has no number for, in small letters: `uuid`, `inet4`, `inet6`, `point`. Empty
    /// for others, and always on MySQL (MariaDB manual, "Result Set Packets", extended metadata; servers from 10.5).
    public let extendedType: String
    /// The server's name for what a text column holds: `json`. Empty for others.
    public let extendedFormat: String

    init(
        name: String, originalName: String, table: String, originalTable: String, database: String, type: MariaDBType,
        collation: Int, length: Int, decimals: Int, flags: Flags, extendedType: String = "", extendedFormat: String = ""
    ) {
        self.name = name
        self.originalName = originalName
        self.table = table
        self.originalTable = originalTable
        self.database = database
        self.type = type
        self.collation = collation
        self.length = length
        self.decimals = decimals
        self.flags = flags
        self.extendedType = extendedType
        self.extendedFormat = extendedFormat
    }

    /// The flags of a column (MariaDB manual, "Result Set Packets", field detail flags).
    public struct Flags: OptionSet, Sendable, Hashable {
        /// The bits as the protocol sends them.
        public let rawValue: UInt32

        /// Flags from the protocol's bits.
        public init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// NULL is not allowed.
        public static let notNull = Flags(rawValue: 1)
        /// Part of the primary key.
        public static let primaryKey = Flags(rawValue: 2)
        /// The column alone is a UNIQUE key.
        public static let uniqueKey = Flags(rawValue: 4)
        /// The first column of a key of which values may repeat.
        public static let multipleKey = Flags(rawValue: 8)
        /// A BLOB or TEXT of any size.
        public static let blob = Flags(rawValue: 0x10)
        /// UNSIGNED.
        public static let unsigned = Flags(rawValue: 0x20)
        /// ZEROFILL.
        public static let zeroFill = Flags(rawValue: 0x40)
        /// The collation is binary: also that of a text with a `_bin` collation, so it does not tell bytes from text; see
        /// ``MariaDBColumn/isText``.
        public static let binary = Flags(rawValue: 0x80)
        /// ENUM.
        public static let enumeration = Flags(rawValue: 0x100)
        /// AUTO_INCREMENT.
        public static let autoIncrement = Flags(rawValue: 0x200)
        /// TIMESTAMP or DATETIME with a default of its own.
        public static let timestamp = Flags(rawValue: 0x400)
        /// SET.
        public static let set = Flags(rawValue: 0x800)
        /// Without a default: an INSERT has to give a value.
        public static let noDefaultValue = Flags(rawValue: 0x1000)
        /// ON UPDATE CURRENT_TIMESTAMP.
        public static let onUpdateNow = Flags(rawValue: 0x2000)
    }

    /// Whether the column holds text. Told by the character set and not by the BINARY flag, which a `_bin` collation has too.
    public var isText: Bool {
        collation != Self.binaryCollation
    }

    /// Whether a value of the type, which is not a number or a time, is text. JSON of MySQL has the binary collation.
    var holdsText: Bool {
        (isText && type != .geometry) || type == .json
    }

    /// Whether the column holds JSON, as MySQL's type or as MariaDB's format of a text column.
    public var isJSON: Bool {
        type == .json || extendedFormat == "json"
    }

    /// The SQL type in words, for messages: `BIGINT UNSIGNED`, `VARCHAR`, `BLOB`, `UUID`, `POINT`.
    public var sqlType: String {
        if isJSON { return "JSON" }
        if !extendedType.isEmpty { return extendedType.uppercased() }
        return protocolType
    }

    private var protocolType: String {
        switch type {
        case .tinyInt: signed("TINYINT")
        case .smallInt: signed("SMALLINT")
        case .mediumInt: signed("MEDIUMINT")
        case .int: signed("INT")
        case .bigInt: signed("BIGINT")
        case .decimal, .oldDecimal: signed("DECIMAL")
        case .float: signed("FLOAT")
        case .double: signed("DOUBLE")
        case .null: "NULL"
        case .timestamp: "TIMESTAMP"
        case .date: "DATE"
        case .time: "TIME"
        case .dateTime: "DATETIME"
        case .year: "YEAR"
        case .bit: "BIT"
        case .geometry: "GEOMETRY"
        case .tinyBlob: isText ? "TINYTEXT" : "TINYBLOB"
        case .mediumBlob: isText ? "MEDIUMTEXT" : "MEDIUMBLOB"
        case .longBlob: isText ? "LONGTEXT" : "LONGBLOB"
        case .blob: isText ? "TEXT" : "BLOB"
        case .varString: isText ? "VARCHAR" : "VARBINARY"
        case .string where flags.contains(.enumeration): "ENUM"
        case .string where flags.contains(.set): "SET"
        case .string: isText ? "CHAR" : "BINARY"
        default: "type \(type.rawValue)"
        }
    }

    /// The number of the collation that means bytes.
    static let binaryCollation = 63

    private func signed(_ name: String) -> String {
        flags.contains(.unsigned) ? "\(name) UNSIGNED" : name
    }
}
