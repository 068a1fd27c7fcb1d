#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// How rows become values of a `Decodable` type.
public struct MariaDBDecodingOptions: Sendable {
    /// How a property finds its column.
    public enum Keys: Sendable, Hashable {
        /// The column is called as the property, or as its `CodingKeys` say, to the letter.
        case asWritten
        /// As well as `asWritten`, a property `userName` finds the column `user_name`. A column called as the property is
        /// preferred. The rule is that of Foundation's `convertToSnakeCase`: `userID` is `user_id`, `htmlURLPath` is
        /// `html_url_path`.
        case snakeCase
    }

    /// How a property finds its column. Says nothing of the keys inside JSON columns.
    public var keys: Keys

    /// What `init(from:)` finds in its decoder's `userInfo`.
    public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    /// Makes the decoder for columns that hold JSON, once for each result that has any.
    public var makeJSONDecoder: @Sendable () -> JSONDecoder = { JSONDecoder() }

    /// Options for a way of finding columns, the rest as usual.
    public init(keys: Keys = .asWritten) {
        self.keys = keys
    }

    /// Columns are called as the properties.
    public static let asWritten = MariaDBDecodingOptions()
    /// A property `userName` finds the column `user_name`.
    public static let snakeCase = MariaDBDecodingOptions(keys: .snakeCase)
}
