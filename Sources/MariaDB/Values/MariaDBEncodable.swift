/// A type whose values can be bound to a placeholder.
///
/// ```swift
/// struct ProductCode: MariaDBEncodable {
///     var code: String
///     var mariaDBValue: MariaDBValue { .text(code) }
/// }
/// let rows = try await connection.fetchAll("SELECT * FROM product WHERE code = \(ProductCode(code: "A-1"))")
/// ```
public protocol MariaDBEncodable {
    /// What is sent to the server.
    var mariaDBValue: MariaDBValue { get }
}

extension MariaDBValue: MariaDBEncodable {
    /// Itself.
    public var mariaDBValue: MariaDBValue { self }
}

extension Optional: MariaDBEncodable where Wrapped: MariaDBEncodable {
    /// The wrapped value, or NULL.
    public var mariaDBValue: MariaDBValue { self?.mariaDBValue ?? .null }
}

extension FixedWidthInteger where Self: SignedInteger {
    /// A signed integer.
    public var mariaDBValue: MariaDBValue { .integer(Int64(self)) }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// An unsigned integer.
    public var mariaDBValue: MariaDBValue { .unsignedInteger(UInt64(self)) }
}

extension Int: MariaDBEncodable {}
extension Int8: MariaDBEncodable {}
extension Int16: MariaDBEncodable {}
extension Int32: MariaDBEncodable {}
extension Int64: MariaDBEncodable {}
extension UInt: MariaDBEncodable {}
extension UInt8: MariaDBEncodable {}
extension UInt16: MariaDBEncodable {}
extension UInt32: MariaDBEncodable {}
extension UInt64: MariaDBEncodable {}

extension Bool: MariaDBEncodable {
    /// 1 or 0: MariaDB's BOOLEAN is TINYINT(1).
    public var mariaDBValue: MariaDBValue { .integer(self ? 1 : 0) }
}

extension Double: MariaDBEncodable {
    /// A floating-point number. The server refuses NaN and infinities.
    public var mariaDBValue: MariaDBValue { .double(self) }
}

extension Float: MariaDBEncodable {
    /// The number as a Double, which holds every Float exactly.
    public var mariaDBValue: MariaDBValue { .double(Double(self)) }
}

extension String: MariaDBEncodable {
    /// Text.
    public var mariaDBValue: MariaDBValue { .text(self) }
}

extension Substring: MariaDBEncodable {
    /// Text.
    public var mariaDBValue: MariaDBValue { .text(String(self)) }
}

extension [UInt8]: MariaDBEncodable {
    /// Bytes.
    public var mariaDBValue: MariaDBValue { .bytes(self) }
}
