/// A column's type as the protocol numbers it (MariaDB manual, "Result Set Packets", field types).
///
/// One number can stand for several SQL types: 252 is every TEXT and BLOB. ``MariaDBColumn/sqlType`` tells them apart.
public struct MariaDBType: RawRepresentable, Hashable, Sendable {
    /// The protocol's number.
    public let rawValue: UInt8

    /// A type by its number. Every number is allowed, also one that a future server brings.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// DECIMAL of servers before 5.0.
    public static let oldDecimal = MariaDBType(rawValue: 0)
    /// TINYINT.
    public static let tinyInt = MariaDBType(rawValue: 1)
    /// SMALLINT.
    public static let smallInt = MariaDBType(rawValue: 2)
    /// INT.
    public static let int = MariaDBType(rawValue: 3)
    /// FLOAT.
    public static let float = MariaDBType(rawValue: 4)
    /// DOUBLE.
    public static let double = MariaDBType(rawValue: 5)
    /// The type of a bare NULL.
    public static let null = MariaDBType(rawValue: 6)
    /// TIMESTAMP.
    public static let timestamp = MariaDBType(rawValue: 7)
    /// BIGINT.
    public static let bigInt = MariaDBType(rawValue: 8)
    /// MEDIUMINT.
    public static let mediumInt = MariaDBType(rawValue: 9)
    /// DATE.
    public static let date = MariaDBType(rawValue: 10)
    /// TIME.
    public static let time = MariaDBType(rawValue: 11)
    /// DATETIME.
    public static let dateTime = MariaDBType(rawValue: 12)
    /// YEAR.
    public static let year = MariaDBType(rawValue: 13)
    /// BIT.
    public static let bit = MariaDBType(rawValue: 16)
    /// JSON of MySQL servers; MariaDB's JSON is a text column.
    public static let json = MariaDBType(rawValue: 245)
    /// DECIMAL.
    public static let decimal = MariaDBType(rawValue: 246)
    /// TINYTEXT and TINYBLOB.
    public static let tinyBlob = MariaDBType(rawValue: 249)
    /// MEDIUMTEXT and MEDIUMBLOB.
    public static let mediumBlob = MariaDBType(rawValue: 250)
    /// LONGTEXT and LONGBLOB.
    public static let longBlob = MariaDBType(rawValue: 251)
    /// TEXT and BLOB.
    public static let blob = MariaDBType(rawValue: 252)
    /// VARCHAR and VARBINARY.
    public static let varString = MariaDBType(rawValue: 253)
    /// CHAR, BINARY, ENUM, SET, UUID, INET4 and INET6.
    public static let string = MariaDBType(rawValue: 254)
    /// GEOMETRY and its kinds.
    public static let geometry = MariaDBType(rawValue: 255)
}
