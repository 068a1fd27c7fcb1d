extension MariaDBDecodable where Self: RawRepresentable, RawValue: MariaDBDecodable {
    /// Reads the raw value: `enum Size: String, MariaDBDecodable` reads ENUM and other text columns, an enum of integers reads
    /// integer columns. A raw value without a case is an error.
    public init(from cell: borrowing MariaDBCell) throws {
        guard let value = Self(rawValue: try RawValue(from: cell)) else {
            throw cell.mismatch(Self.self, "the type has no case for the value")
        }
        self = value
    }
}

extension MariaDBEncodable where Self: RawRepresentable, RawValue: MariaDBEncodable {
    /// The raw value.
    public var mariaDBValue: MariaDBValue { rawValue.mariaDBValue }
}
