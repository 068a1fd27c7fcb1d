/// What a session is to be like when the next user gets it.
struct SessionRules: Sendable {
    /// When the state that users may have left is reset.
    var reset = MariaDBSessionReset.whenChanged
    /// The default database; `nil` if there is to be none.
    var database: String?
    /// What is run after connecting and after every reset.
    var commands: [String] = []
    /// What is called after that.
    var onConnect: (@Sendable (MariaDBConnection) async throws -> Void)?
}
