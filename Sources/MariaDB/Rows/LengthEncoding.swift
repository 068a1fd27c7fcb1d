/// The protocol's length-encoded integers (MariaDB manual, "Protocol Data Types").
enum LengthEncoding {
    /// In a row of the text protocol: NULL instead of a length.
    static let null: UInt8 = 0xFB

    /// The largest number that stands in the first byte itself.
    static let largestByte: UInt8 = 0xFA

    /// How many bytes of the number follow the first byte; `nil` if the first byte begins no number.
    static func width(_ first: UInt8) -> Int? {
        switch first {
        case 0...largestByte: 0
        case 0xFC: 2
        case 0xFD: 3
        case 0xFE: 8
        default: nil
        }
    }

    /// How many bytes a number takes together with as many bytes as it says.
    static func size(of count: Int) -> Int {
        switch count {
        case ...0xFA: count + 1
        case ...0xFFFF: count + 3
        case ...0xFF_FFFF: count + 4
        default: count + 9
        }
    }

    /// Appends a number.
    static func append(_ number: Int, to bytes: inout [UInt8]) {
        switch number {
        case ...0xFA:
            bytes.append(UInt8(truncatingIfNeeded: number))
        case ...0xFFFF:
            bytes.append(0xFC)
            append(number, width: 2, to: &bytes)
        case ...0xFF_FFFF:
            bytes.append(0xFD)
            append(number, width: 3, to: &bytes)
        default:
            bytes.append(0xFE)
            append(number, width: 8, to: &bytes)
        }
    }

    private static func append(_ number: Int, width: Int, to bytes: inout [UInt8]) {
        for shift in 0..<width {
            bytes.append(UInt8(truncatingIfNeeded: number >> (8 * shift)))
        }
    }
}
