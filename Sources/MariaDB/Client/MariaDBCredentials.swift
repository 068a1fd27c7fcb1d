/// Who logs in: a user and a password.
public struct MariaDBCredentials: Sendable, Hashable {
    /// The user who logs in.
    public var user: String

    /// The password; an empty one means none.
    public var password: MariaDBSecret

    /// - Parameters:
    ///   - user: The user who logs in.
    ///   - password: The password; empty for none.
    public init(user: String, password: MariaDBSecret) {
        self.user = user
        self.password = password
    }
}
