extension FixedWidthInteger {
    /// Reads integer columns, YEAR, BIT, and DECIMAL without a fraction. A number that does not fit is an error, never cut.
    public init(from cell: borrowing MariaDBCell) throws {
        switch try cell.content(for: Self.self) {
        case .integer(let value):
            guard let exact = Self(exactly: value) else { throw cell.outOfRange(Self.self) }
            self = exact
        case .unsignedInteger(let value):
            guard let exact = Self(exactly: value) else { throw cell.outOfRange(Self.self) }
            self = exact
        case .decimal:
            guard let decimal = MariaDBDecimal(utf8: cell.bytes) else { throw cell.malformed() }
            guard let exact = Self(exactly: decimal) else {
                throw cell.mismatch(Self.self, "the number has a fraction or does not fit; read it as MariaDBDecimal")
            }
            self = exact
        case .float, .double, .text, .bytes, .temporal:
            throw cell.mismatch(Self.self, "it is no integer column")
        }
    }
}

extension Int: MariaDBDecodable {}
extension Int8: MariaDBDecodable {}
extension Int16: MariaDBDecodable {}
extension Int32: MariaDBDecodable {}
extension Int64: MariaDBDecodable {}
extension UInt: MariaDBDecodable {}
extension UInt8: MariaDBDecodable {}
extension UInt16: MariaDBDecodable {}
extension UInt32: MariaDBDecodable {}
extension UInt64: MariaDBDecodable {}

extension Bool: MariaDBDecodable {
    /// Reads integer columns and BIT: 0 is false, 1 is true, anything else is an error.
    public init(from cell: borrowing MariaDBCell) throws {
        switch try cell.content(for: Bool.self) {
        case .integer(0), .unsignedInteger(0): self = false
        case .integer(1), .unsignedInteger(1): self = true
        case .integer, .unsignedInteger: throw cell.mismatch(Bool.self, "the number is neither 0 nor 1")
        default: throw cell.mismatch(Bool.self, "it is no integer column")
        }
    }
}

extension Double: MariaDBDecodable {
    /// Reads FLOAT, DOUBLE, DECIMAL (to the nearest Double), and integers that a Double holds exactly.
    public init(from cell: borrowing MariaDBCell) throws {
        switch try cell.content(for: Double.self) {
        case .double(let value): self = value
        case .float(let value): self = Double(value)
        case .integer(let value):
            guard let exact = Double(exactly: value) else { throw cell.outOfRange(Double.self) }
            self = exact
        case .unsignedInteger(let value):
            guard let exact = Double(exactly: value) else { throw cell.outOfRange(Double.self) }
            self = exact
        case .decimal:
            guard let decimal = MariaDBDecimal(utf8: cell.bytes) else { throw cell.malformed() }
            self = Double(decimal)
        case .text, .bytes, .temporal: throw cell.mismatch(Double.self, "it is no number column")
        }
    }
}

extension Float: MariaDBDecodable {
    /// Reads FLOAT, and integers that a Float holds exactly. A DOUBLE or DECIMAL would lose digits: read it as Double.
    public init(from cell: borrowing MariaDBCell) throws {
        switch try cell.content(for: Float.self) {
        case .float(let value): self = value
        case .integer(let value):
            guard let exact = Float(exactly: value) else { throw cell.outOfRange(Float.self) }
            self = exact
        case .unsignedInteger(let value):
            guard let exact = Float(exactly: value) else { throw cell.outOfRange(Float.self) }
            self = exact
        case .double, .decimal: throw cell.mismatch(Float.self, "digits would be lost; read it as Double")
        case .text, .bytes, .temporal: throw cell.mismatch(Float.self, "it is no number column")
        }
    }
}
