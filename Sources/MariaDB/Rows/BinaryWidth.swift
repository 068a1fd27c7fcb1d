/// How the length of a value is told in a row of the binary protocol.
enum BinaryWidth: Sendable {
    /// By its type.
    case fixed(UInt8)
    /// By a byte before it: dates and times, whose zeros at the end are left out.
    case lengthByte
    /// By a length-encoded integer before it.
    case lengthEncoded
}

extension MariaDBType {
    var binaryWidth: BinaryWidth {
        switch self {
        case .null: .fixed(0)
        case .tinyInt: .fixed(1)
        case .smallInt, .year: .fixed(2)
        case .int, .mediumInt, .float: .fixed(4)
        case .bigInt, .double: .fixed(8)
        case .date, .time, .dateTime, .timestamp: .lengthByte
        default: .lengthEncoded
        }
    }
}
