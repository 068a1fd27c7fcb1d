/// A type whose arrays can be read from a column: bytes, the members of a SET, the numbers of a VECTOR.
///
/// An array has one conformance for all its elements, so the elements say how it is read.
public protocol MariaDBArrayElement {
    /// Reads all elements of one column of one row.
    static func array(from cell: MariaDBCell) throws -> [Self]
}

extension Array: MariaDBDecodable where Element: MariaDBArrayElement {
    /// Reads what the elements say: `[UInt8]` binary, text and BIT columns, `[String]` a SET, `[Float]` a VECTOR.
    public init(from cell: borrowing MariaDBCell) throws {
        self = try Element.array(from: cell)
    }
}

extension UInt8: MariaDBArrayElement {
    /// Reads binary columns, the UTF-8 of text columns, and BIT, whose bytes come from the big end.
    public static func array(from cell: MariaDBCell) throws -> [UInt8] {
        switch try cell.content(for: [UInt8].self) {
        case .text, .bytes:
            return Array(cell.bytes)
        case .unsignedInteger where cell.column.type == .bit:
            return Array(cell.bytes)
        default:
            throw cell.mismatch([UInt8].self, "only text, binary and BIT columns can be read as bytes")
        }
    }
}

extension String: MariaDBArrayElement {
    /// Reads the members of a SET, in the order of the column's definition. No other column is taken for a list.
    public static func array(from cell: MariaDBCell) throws -> [String] {
        try members(of: cell, for: [String].self)
    }

    /// The members of a SET, for a type that is named if the column is none.
    static func members(of cell: borrowing MariaDBCell, for type: Any.Type) throws -> [String] {
        let text = try cell.text(for: type)
        guard cell.column.flags.contains(.set) else { throw cell.mismatch(type, "only a SET column holds a list of strings") }
        return text.split(separator: ",").map(String.init)
    }
}

extension Float: MariaDBArrayElement {
    /// Reads a VECTOR (servers from 11.7): its numbers in four bytes each, little-endian, which is also how any other binary column
    /// is read. Tested without a server that has the type.
    public static func array(from cell: MariaDBCell) throws -> [Float] {
        guard case .bytes = try cell.content(for: [Float].self), cell.column.type != .geometry else {
            throw cell.mismatch([Float].self, "only a VECTOR or another binary column holds floating-point numbers")
        }
        let bytes = cell.bytes
        guard bytes.count.isMultiple(of: 4) else {
            throw cell.mismatch([Float].self, "its length is no multiple of four bytes")
        }
        return stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { start in
            let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
            return Float(bitPattern: bits)
        }
    }
}

extension MariaDBValue {
    /// The value of a VECTOR (servers from 11.7): four bytes for each number, little-endian.
    public static func vector(_ numbers: some Sequence<Float>) -> MariaDBValue {
        .bytes(numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> UInt32(8 * $0)) } })
    }
}
