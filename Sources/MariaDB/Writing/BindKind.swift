/// The types in which binds travel over the binary protocol (MariaDB manual, "COM_STMT_EXECUTE", field types).
enum BindKind: Sendable {
    case integer, unsignedInteger, double, decimal, date, time, dateTime, text, bytes

    /// The protocol's number for the type, and behind it whether it is unsigned.
    var wireBytes: (type: UInt8, flags: UInt8) {
        switch self {
        case .integer: (8, 0)
        case .unsignedInteger: (8, 0x80)
        case .double: (5, 0)
        case .decimal: (246, 0)
        case .date: (10, 0)
        case .time: (11, 0)
        case .dateTime: (12, 0)
        case .text: (254, 0)
        case .bytes: (252, 0)
        }
    }
}

extension MariaDBValue {
    /// The type in which the value travels; `nil` for what has none of its own, NULL and DEFAULT.
    var bindKind: BindKind? {
        switch self {
        case .null, .default: nil
        case .integer: .integer
        case .unsignedInteger: .unsignedInteger
        case .double: .double
        case .decimal: .decimal
        case .date: .date
        case .time: .time
        case .dateTime: .dateTime
        case .text: .text
        case .bytes: .bytes
        }
    }
}
