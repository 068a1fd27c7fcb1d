import MariaDB
import MariaDBTesting

/// Where a query runs.
enum ServerChoice: Equatable {
    case url(String)
    case privateServer

    /// The option comes first, then the environment; an empty variable counts as none.
    init(option: String?, environment: [String: String]) {
        if let option {
            self = .url(option)
        } else if let url = environment["MARIADB_URL"], !url.isEmpty {
            self = .url(url)
        } else {
            self = .privateServer
        }
    }

    /// Calls the body with the way to the server, which is there for as long as the body runs.
    func withConfiguration(_ body: (MariaDBConfiguration) async throws -> Void) async throws {
        switch self {
        case .url(let url):
            try await body(Self.quiet(try MariaDBConfiguration(url: url)))
        case .privateServer:
            Message.print("no --url and no MARIADB_URL: this runs on a private, empty server that is gone afterwards")
            try await MariaDBServer.withServer { try await body(Self.quiet($0.configuration)) }
        }
    }

    /// Who waits at a terminal sees for himself that a statement is slow.
    private static func quiet(_ configuration: MariaDBConfiguration) -> MariaDBConfiguration {
        var configuration = configuration
        configuration.observability.slowStatementThreshold = nil
        return configuration
    }
}
