#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A value kept as JSON: in a JSON column, or in any other text column.
///
/// ```swift
/// try await connection.execute("INSERT INTO shop (settings) VALUES (\(try MariaDBJSON(settings)))")
/// let settings = try await connection.fetchOne("SELECT settings FROM shop", as: MariaDBJSON<Settings>.self).value
/// ```
public struct MariaDBJSON<Value> {
    /// The value.
    public let value: Value
    /// The value as JSON, as it was read or will be sent.
    public let text: String
}

extension MariaDBJSON where Value: Encodable {
    /// Makes the JSON of a value.
    ///
    /// - Throws: What the value's `encode(to:)` or the encoder throws, for example for a Double that is not finite.
    public init(_ value: Value, encoder: JSONEncoder = JSONEncoder()) throws {
        self.value = value
        text = String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

extension MariaDBJSON: Sendable where Value: Sendable {}

extension MariaDBJSON: MariaDBDecodable where Value: Decodable {
    /// Reads text columns with a plain `JSONDecoder`. A failure names the place in the JSON, never what is there.
    public init(from cell: borrowing MariaDBCell) throws {
        guard case .text = try cell.content(for: Self.self) else {
            throw cell.mismatch(Self.self, "it is no JSON or text column")
        }
        text = try cell.text(for: Self.self)
        do {
            value = try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw cell.mismatch(Self.self, "it is not the JSON of a \(Value.self): \(Self.place(error))")
        }
    }

    /// Where the JSON differs from what was expected, without the value: messages of JSONDecoder may quote it.
    private static func place(_ error: any Error) -> String {
        let (what, context): (String, DecodingError.Context) =
            switch error {
            case DecodingError.keyNotFound(let key, let context): ("there is no key '\(key.stringValue)'", context)
            case DecodingError.typeMismatch(let type, let context): ("there is no \(type)", context)
            case DecodingError.valueNotFound(let type, let context): ("there is null and no \(type)", context)
            case DecodingError.dataCorrupted(let context): ("the text is malformed", context)
            default: ("the value refused it", DecodingError.Context(codingPath: [], debugDescription: ""))
            }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? what : "\(what) at \(path)"
    }
}

extension MariaDBJSON: MariaDBEncodable {
    /// The JSON as text.
    public var mariaDBValue: MariaDBValue { .text(text) }
}
