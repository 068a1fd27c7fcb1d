/// A value on its way to the server: what every ``MariaDBEncodable`` turns into.
///
/// Not frozen: more kinds will come, so a `switch` over it needs a `default`.
public enum MariaDBValue: Sendable, Hashable {
    /// SQL's NULL.
    case null
    /// A signed integer, sent as BIGINT.
    case integer(Int64)
    /// An unsigned integer, sent as BIGINT UNSIGNED.
    case unsignedInteger(UInt64)
    /// A floating-point number, sent as DOUBLE.
    case double(Double)
    /// A decimal number, sent as DECIMAL.
    case decimal(MariaDBDecimal)
    /// A date, sent as DATE.
    case date(MariaDBDate)
    /// A span of time, sent as TIME.
    case time(MariaDBTime)
    /// A date and a time of day, sent as DATETIME.
    case dateTime(MariaDBDateTime)
    /// Text, sent as UTF-8 in the connection's character set, utf8mb4.
    case text(String)
    /// Bytes, sent as BLOB: the server converts nothing.
    case bytes([UInt8])
    /// The column's default. Only rows of ``MariaDBQuerying/executeMany(_:_:transaction:file:line:)`` may have it; anywhere else
    /// it throws ``MariaDBError`` with the code `invalidQuery`: write DEFAULT into the statement there.
    case `default`
}

extension MariaDBValue: CustomStringConvertible, CustomReflectable {
    /// The kind of the value. Never the value itself: binds hold people's data and do not belong in logs.
    public var description: String {
        switch self {
        case .null: "null"
        case .integer: "integer"
        case .unsignedInteger: "unsigned integer"
        case .double: "double"
        case .decimal: "decimal"
        case .date: "date"
        case .time: "time"
        case .dateTime: "date and time"
        case .text: "text"
        case .bytes: "bytes"
        case .default: "default"
        }
    }

    /// A mirror without children, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
