import MariaDB
import MariaDBTesting

/// Where a query runs.
enum ServerChoice: Equatable {
    case url(String)
    case optionFile(String)
    case privateServer

    /// The options come first, then the environment; an empty variable counts as none.
    init(option: String?, optionFile: String? = nil, environment: [String: String]) {
        if let option {
            self = .url(option)
        } else if let optionFile {
            self = .optionFile(optionFile)
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
            try await body(try MariaDBConfiguration(url: url).quiet)
        case .optionFile(let path):
            try await body(try MariaDBConfiguration(optionFile: path).quiet)
        case .privateServer:
            Message.print("no --url and no MARIADB_URL: this runs on a private, empty server that is gone afterwards")
            try await MariaDBServer.withServer { try await body($0.configuration.quiet) }
        }
    }
}
