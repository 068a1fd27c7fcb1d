extension FixedWidthInteger {
    /// The number, if it has no fraction and fits: `12.00` does, `12.5` does not.
    public init?(exactly decimal: MariaDBDecimal) {
        guard decimal.significantFraction.isEmpty else { return nil }
        self.init((decimal.isNegative ? "-" : "") + String(Substring(decimal.whole)))
    }
}

extension Double {
    /// The nearest number that a Double can hold: most decimals, like 0.1, are none.
    public init(_ decimal: MariaDBDecimal) {
        // Never nil: digits with a sign and a point are what Double reads.
        self = Double(decimal.description) ?? .nan
    }

    /// The number, if a Double holds it to the last digit: `0.5` does, `0.1` does not.
    public init?(exactly decimal: MariaDBDecimal) {
        let nearest = Double(decimal)
        // Every Double is a decimal with at most 1,074 digits behind the point. One that equals a decimal of ours has far fewer,
        // but a rounded one could look like it in fewer.
        let digits = FixedText(nearest, decimals: 1074).text
        let end = digits.utf8.reversed().drop { $0 == UInt8(ascii: "0") }.count
        guard let same = MariaDBDecimal(String(digits.utf8.prefix(end)) ?? ""), same == decimal else { return nil }
        self = nearest
    }
}

extension MariaDBDecimal: MariaDBDecodable, MariaDBEncodable {
    /// Reads DECIMAL and integer columns. FLOAT and DOUBLE are no decimals: read them as Double.
    public init(from cell: borrowing MariaDBCell) throws {
        switch try cell.content(for: MariaDBDecimal.self) {
        case .decimal:
            guard let decimal = MariaDBDecimal(utf8: cell.bytes) else { throw cell.malformed() }
            self = decimal
        case .integer(let number): self.init(number)
        case .unsignedInteger(let number): self.init(number)
        case .float, .double: throw cell.mismatch(MariaDBDecimal.self, "it is no exact number; read it as Double")
        case .temporal, .text, .bytes: throw cell.mismatch(MariaDBDecimal.self, "it is no number column")
        }
    }

    /// A DECIMAL: the server compares and calculates with it exactly.
    public var mariaDBValue: MariaDBValue { .decimal(self) }
}
