/// A password: it prints as `***` wherever it is printed, mirrored or interpolated.
///
/// Write it as a string literal or wrap what you read: `MariaDBSecret(environment["DB_PASSWORD"])`.
public struct MariaDBSecret: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The secret itself. Reading it is a deliberate act; nothing in this library prints it.
    public let revealed: String

    /// Wraps a secret.
    public init(_ secret: String) {
        revealed = secret
    }

    /// Wraps a secret written as a literal.
    public init(stringLiteral value: String) {
        revealed = value
    }
}

extension MariaDBSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `***`.
    public var description: String { "***" }

    /// Always `***`.
    public var debugDescription: String { "***" }

    /// A mirror without children, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
