#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension MariaDBDecimal {
    /// A decimal, or `nil` for NaN and for more digits than a server's DECIMAL has.
    public init?(_ decimal: Decimal) {
        self.init(decimal.description)
    }
}

extension Decimal {
    /// The number, if a Decimal holds it to the last digit: it has 38 digits, a DECIMAL column up to 65.
    public init?(exactly decimal: MariaDBDecimal) {
        guard let value = Decimal(string: decimal.description), MariaDBDecimal(value) == decimal else { return nil }
        self = value
    }
}

extension Decimal: MariaDBDecodable, MariaDBEncodable {
    /// Reads DECIMAL and integer columns. A number with more digits than a Decimal holds is an error, never rounded.
    public init(from cell: borrowing MariaDBCell) throws {
        guard let exact = Decimal(exactly: try MariaDBDecimal(from: cell)) else {
            throw cell.mismatch(Decimal.self, "digits would be lost; read it as MariaDBDecimal")
        }
        self = exact
    }

    /// A DECIMAL. What none can hold, like NaN, is sent as text, which the server refuses.
    public var mariaDBValue: MariaDBValue {
        MariaDBDecimal(self)?.mariaDBValue ?? .text(description)
    }
}
