public import MariaDB

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension MariaDBServer {
    /// The server that a whole test run shares: the one that the environment variable `MARIADB_TEST_URL` names, otherwise a
    /// private one, which is started by the first call and runs until this process ends.
    ///
    /// Callers that come while it starts wait for the same start; if it fails, each of them gets the error, and the next call
    /// tries again. Tests that kill or restart their server need one of their own: ``withServer(_:_:)``.
    ///
    /// - Returns: How the server is reached. Tests keep apart with
    ///   ``MariaDB/MariaDBConfiguration/withTemporaryDatabase(_:)``.
    /// - Throws: ``MariaDBServerError`` if no private server could be started, `MariaDBError` if the URL can not be used.
    public static func sharedConfiguration() async throws -> MariaDBConfiguration {
        try await sharedConfiguration(environment: ProcessInfo.processInfo.environment, from: .shared)
    }

    static func sharedConfiguration(
        environment: [String: String],
        from server: SharedServer
    ) async throws -> MariaDBConfiguration {
        if let url = environment["MARIADB_TEST_URL"], !url.isEmpty {
            return try MariaDBConfiguration(url: url)
        }
        return try await server.running().configuration
    }
}
