/// A floating-point number as the server prints a DOUBLE: the fewest digits that read back as the same number, written out
/// between 1e-15 and 1e15, with an exponent beyond (`my_gcvt` in the server's `strings/dtoa.c`).
///
/// A FLOAT is printed the same way here; the server itself cuts it to six digits in the text protocol.
struct FloatText {
    let text: String

    init(_ number: some BinaryFloatingPoint & LosslessStringConvertible) {
        guard number.isFinite else {
            text = number.description
            return
        }
        let sign = number.sign == .minus ? "-" : ""
        let (digits, point) = Self.shortest(number.magnitude.description)
        text = sign + (-14...15 ~= point ? Self.written(digits, point) : Self.scientific(digits, point))
    }

    /// The digits without zeros at either end, and where the point stands: 0.0025 is ("25", -2).
    private static func shortest(_ description: String) -> (digits: String, point: Int) {
        let parts = description.split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let all = mantissa.joined()
        let leadingZeros = all.prefix { $0 == "0" }.count
        var digits = all.dropFirst(leadingZeros)
        while digits.last == "0" { digits.removeLast() }
        guard !digits.isEmpty else { return ("0", 1) }
        return (String(digits), mantissa[0].count - leadingZeros + exponent)
    }

    private static func written(_ digits: String, _ point: Int) -> String {
        if point <= 0 { return "0." + zeros(-point) + digits }
        if point >= digits.count { return digits + zeros(point - digits.count) }
        return digits.prefix(point) + "." + digits.dropFirst(point)
    }

    private static func scientific(_ digits: String, _ point: Int) -> String {
        let fraction = digits.dropFirst()
        return digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e\(point - 1)"
    }

    private static func zeros(_ count: Int) -> String {
        String(repeating: "0", count: count)
    }
}
