/// A floating-point number as the server prints it: the fewest digits that read back as the same number, `1e20` without a
/// plus sign, and no `.0` behind a whole number.
struct FloatText {
    let text: String

    init(_ number: some BinaryFloatingPoint & LosslessStringConvertible) {
        let description = number.description
        let exponent = description.firstIndex(of: "e") ?? description.endIndex
        text = Self.dropPointZero(description[..<exponent]) + description[exponent...].filter { $0 != "+" }
    }

    private static func dropPointZero(_ digits: Substring) -> Substring {
        digits.hasSuffix(".0") ? digits.dropLast(2) : digits
    }
}
