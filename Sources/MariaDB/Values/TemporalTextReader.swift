/// Reads the numbers and signs of a date or a time from left to right.
///
/// It holds a copy in place, since no date or time is longer than 32 bytes: no array is made for a cell.
struct TemporalTextReader {
    private var text = InlineArray<32, UInt8>(repeating: 0)
    private let count: Int
    private var position = 0

    /// Text that is too long for any date or time is never at its end.
    init(_ bytes: Span<UInt8>) {
        count = bytes.count
        for index in 0..<min(bytes.count, 32) { text[index] = bytes[index] }
    }

    var isAtEnd: Bool { position == count }

    private var digit: Int? {
        guard position < min(count, 32), case let digit = text[position] &- UInt8(ascii: "0"), digit <= 9 else { return nil }
        return Int(digit)
    }

    /// A number of so many digits.
    mutating func number(_ digits: ClosedRange<Int>) -> Int? {
        var number = 0
        let start = position
        while position - start < digits.upperBound, let digit {
            number = number * 10 + digit
            position += 1
        }
        return position - start >= digits.lowerBound ? number : nil
    }

    /// Goes past a sign, if it is there.
    mutating func skip(_ sign: Unicode.Scalar) -> Bool {
        guard position < min(count, 32), text[position] == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }

    /// Reads up to six digits behind the point as microseconds.
    mutating func setFraction(_ microseconds: inout Int) -> Bool {
        let start = position
        guard var fraction = number(1...6) else { return false }
        for _ in (position - start)..<6 { fraction *= 10 }
        microseconds = fraction
        return true
    }
}
