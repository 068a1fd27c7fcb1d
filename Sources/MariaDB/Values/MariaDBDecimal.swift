/// A DECIMAL, digit by digit: nothing is rounded on the way from or to the server.
///
/// The digits are kept as they were written, so `1.00` prints as `1.00`; compared and hashed is the number, so `1.00 == 1.0`. There
/// is no arithmetic: let the server calculate, or convert to a type that can.
public struct MariaDBDecimal: Sendable {
    /// A minus sign if the number is below zero, the whole part without needless zeros, and the fraction as it was written.
    private let text: String

    /// How many digits a number can have. A column holds 65; the server's own expressions and literals up to 81
    /// (`DECIMAL_MAX_POSSIBLE_PRECISION` in the server's `my_decimal_limits.h`).
    public static let maximumDigits = 81

    /// Reads digits with an optional sign and an optional point: `-12.50`, `+7`, `.5`. No exponent, no spaces.
    ///
    /// Returns `nil` for anything else, and for more than ``maximumDigits`` digits, leading zeros not counted.
    public init?(_ description: String) {
        self.init(utf8: description.utf8)
    }

    init?(utf8 bytes: some Collection<UInt8>) {
        // A limit first: what the server sends can have any length, and must cost nothing.
        guard bytes.count <= 2 * Self.maximumDigits + 2 else { return nil }
        let isSigned = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
        let unsigned = isSigned ? bytes.dropFirst() : bytes[...]
        let point = unsigned.firstIndex(of: UInt8(ascii: ".")) ?? unsigned.endIndex
        let whole = unsigned[..<point]
        let fraction = unsigned[point...].dropFirst()
        guard !whole.isEmpty || !fraction.isEmpty, whole.allSatisfy(Self.isDigit), fraction.allSatisfy(Self.isDigit) else {
            return nil
        }
        let significant = whole.drop(while: Self.isZero)
        guard significant.count + fraction.count <= Self.maximumDigits else { return nil }
        // There is no negative zero: the server has none either.
        let isNegative = bytes.first == UInt8(ascii: "-") && !(significant.isEmpty && fraction.allSatisfy(Self.isZero))
        var written: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        written.reserveCapacity(significant.count + fraction.count + 3)
        if significant.isEmpty { written.append(UInt8(ascii: "0")) }
        written += significant
        if !fraction.isEmpty {
            written.append(UInt8(ascii: "."))
            written += fraction
        }
        text = String(decoding: written, as: UTF8.self)
    }

    /// An integer.
    public init(_ number: some FixedWidthInteger) {
        self.init(whole: Int64(exactly: number).map(String.init) ?? String(number))
    }

    private init(whole: String) {
        text = whole
    }

    /// Whether the number is below zero.
    public var isNegative: Bool { text.utf8.first == UInt8(ascii: "-") }

    /// How many digits are written behind the point.
    public var scale: Int { fraction.count }

    /// The digits before the point, without sign; "0" if there are none.
    var whole: Substring.UTF8View {
        (isNegative ? text.dropFirst() : text[...]).utf8.prefix { $0 != UInt8(ascii: ".") }
    }

    /// The digits behind the point.
    var fraction: Substring.UTF8View {
        text[...].utf8.drop { $0 != UInt8(ascii: ".") }.dropFirst()
    }

    /// The digits behind the point without zeros at the end, which do not change the number.
    var significantFraction: Substring.UTF8View {
        var digits = fraction
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isZero(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "0")
    }
}

extension MariaDBDecimal: LosslessStringConvertible {
    /// The digits as they were written, without needless zeros in front.
    public var description: String { text }
}

extension MariaDBDecimal: ExpressibleByIntegerLiteral {
    /// An integer.
    public init(integerLiteral value: Int64) {
        self.init(value)
    }
}
