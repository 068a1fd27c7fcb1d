/// A type that can be read from a column.
///
/// ```swift
/// struct ProductCode: MariaDBDecodable {
///     var code: String
///     init(from cell: MariaDBCell) throws { code = try String(from: cell) }
/// }
/// ```
public protocol MariaDBDecodable {
    /// Reads the value of one column of one row.
    ///
    /// - Parameter cell: The value as the server sent it, and its column.
    /// - Throws: ``MariaDBError`` with the code `decodingFailed`; ``MariaDBCell/mismatch(_:_:)`` makes one that names the column,
    ///   its SQL type, the Swift type and the row.
    init(from cell: borrowing MariaDBCell) throws
}

extension Optional: MariaDBDecodable where Wrapped: MariaDBDecodable {
    /// `nil` for NULL, else the wrapped type's reading.
    public init(from cell: borrowing MariaDBCell) throws {
        self = cell.isNull ? nil : try Wrapped(from: cell)
    }
}

extension String: MariaDBDecodable {
    /// Reads text columns, and the text form of numbers, dates and times, as the server would print them.
    ///
    /// Binary columns (BLOB, BINARY, GEOMETRY: those of character set 63) are no text: read them as `[UInt8]`.
    public init(from cell: borrowing MariaDBCell) throws {
        self = try cell.text(for: String.self)
    }
}
