#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension UUID: MariaDBDecodable, MariaDBEncodable {
    /// Reads UUID columns and other text columns with 36 characters, and BINARY(16) columns.
    public init(from cell: borrowing MariaDBCell) throws {
        switch try cell.content(for: UUID.self) {
        case .text:
            guard let uuid = UUID(uuidString: try cell.text(for: UUID.self)) else {
                throw cell.mismatch(UUID.self, "the text is not the 36 characters of a UUID")
            }
            self = uuid
        case .bytes where cell.bytes.count == 16:
            var uuid = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).uuid
            let bytes = cell.bytes
            unsafe withUnsafeMutableBytes(of: &uuid) { unsafe $0.copyBytes(from: bytes) }
            self = UUID(uuid: uuid)
        default:
            throw cell.mismatch(UUID.self, "it is neither text nor 16 bytes")
        }
    }

    /// The 36 characters, in small letters as the server prints them. For a BINARY(16) column bind ``mariaDBBytes``.
    public var mariaDBValue: MariaDBValue { .text(uuidString.lowercased()) }

    /// The 16 bytes, for a BINARY(16) column.
    public var mariaDBBytes: [UInt8] {
        unsafe withUnsafeBytes(of: uuid) { unsafe Array($0) }
    }
}

extension Data: MariaDBDecodable, MariaDBEncodable {
    /// Reads what `[UInt8]` reads: binary columns, the UTF-8 of text columns, and BIT.
    public init(from cell: borrowing MariaDBCell) throws {
        self.init(try [UInt8](from: cell))
    }

    /// Bytes.
    public var mariaDBValue: MariaDBValue { .bytes([UInt8](self)) }
}

extension URL: MariaDBDecodable, MariaDBEncodable {
    /// Reads text columns that hold a URL. Characters that no URL has are an error, not escaped.
    public init(from cell: borrowing MariaDBCell) throws {
        guard case .text = try cell.content(for: URL.self) else { throw cell.mismatch(URL.self, "it is no text column") }
        guard let url = URL(string: try cell.text(for: URL.self), encodingInvalidCharacters: false) else {
            throw cell.mismatch(URL.self, "the text is no URL")
        }
        self = url
    }

    /// The URL as text.
    public var mariaDBValue: MariaDBValue { .text(absoluteString) }
}
