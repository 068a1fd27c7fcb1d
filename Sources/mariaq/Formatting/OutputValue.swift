/// One value of a result, as far as the formats tell values apart.
enum OutputValue: Hashable, Sendable {
    case null
    /// The digits of an integer or a floating-point number.
    case number(String)
    /// The digits of a DECIMAL: more than a Double may hold.
    case decimal(String)
    /// Text, and everything that is printed as text: dates, times, UUIDs, JSON.
    case text(String)
    case bytes([UInt8])

    /// Bytes as the server writes and reads them, `0x4D617269`: the same in every format.
    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = Array("0x".utf8)
        text.reserveCapacity(2 + 2 * bytes.count)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
