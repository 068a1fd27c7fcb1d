extension MariaDBDecimal: Comparable, Hashable {
    /// Whether two decimals are the same number: `1.0 == 1.00`.
    public static func == (left: MariaDBDecimal, right: MariaDBDecimal) -> Bool {
        left.isNegative == right.isNegative && left.whole.elementsEqual(right.whole)
            && left.significantFraction.elementsEqual(right.significantFraction)
    }

    /// Whether the first number is smaller.
    public static func < (left: MariaDBDecimal, right: MariaDBDecimal) -> Bool {
        switch (left.isNegative, right.isNegative) {
        case (true, false): true
        case (false, true): false
        case (false, false): left.hasSmallerDigits(than: right)
        case (true, true): right.hasSmallerDigits(than: left)
        }
    }

    /// Hashes the number, not how it is written.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(isNegative)
        for digit in whole { hasher.combine(digit) }
        hasher.combine(UInt8(ascii: "."))
        for digit in significantFraction { hasher.combine(digit) }
    }

    private func hasSmallerDigits(than other: MariaDBDecimal) -> Bool {
        let (mine, its) = (whole, other.whole)
        guard mine.count == its.count else { return mine.count < its.count }
        guard mine.elementsEqual(its) else { return mine.lexicographicallyPrecedes(its) }
        return significantFraction.lexicographicallyPrecedes(other.significantFraction)
    }
}
