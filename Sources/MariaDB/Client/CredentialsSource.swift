/// Where credentials come from, as a value to compare: closures have no equality, this object has its identity.
final class CredentialsSource: Sendable, Hashable {
    let request: @Sendable () async throws -> MariaDBCredentials

    init(_ request: @escaping @Sendable () async throws -> MariaDBCredentials) {
        self.request = request
    }

    static func == (one: CredentialsSource, other: CredentialsSource) -> Bool {
        one === other
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}
