public import MariaDB

/// A private MariaDB server in a temporary folder, for tests and demonstrations.
///
/// ```swift
/// try await MariaDBServer.withServer { server in
///     let connection = try await MariaDBConnection.connect(to: server.configuration)
///     …
/// }
/// ```
///
/// A server answers about 0.1 s after it was asked for (the first one of a machine takes half a second more), uses about 50 MB
/// of memory and knows nothing of other servers: any number may run at the same time. It never reads a configuration file and
/// listens on a unix socket that only this user can reach, and on request on 127.0.0.1. It and its folder go away when the
/// scope ends, and as well when this process ends in any way, SIGKILL included.
///
/// It is made for speed and not for keeping data: what is committed survives the death of the server but not that of the
/// machine. The character set is utf8mb4 as with Debian's configuration; the performance schema, the binary log, TLS and the
/// look-up of host names are off, and the time zone tables are empty. ``Options/tls`` and ``Options/arguments`` can turn them on.
///
/// Needs `mariadbd`, for example from Debian's package `mariadb-server-core`, version 10.5 or newer, and `/bin/sh`.
public final class MariaDBServer: Sendable {
    let options: Options
    let serverFolder: ServerFolder
    let supervisor: Supervisor
    let port: UInt16?

    init(options: Options, serverFolder: ServerFolder, supervisor: Supervisor, port: UInt16?) {
        self.options = options
        self.serverFolder = serverFolder
        self.supervisor = supervisor
        self.port = port
    }

    /// Starts a server, calls the body with it, and ends it.
    ///
    /// The server and its folder are gone when this returns, also when the body throws or the task is cancelled; ending takes
    /// 10 to 20 ms.
    ///
    /// - Parameters:
    ///   - options: What the server is to be like.
    ///   - body: What is to be done with the server. It must not use the server afterwards.
    /// - Returns: What the body returns.
    /// - Throws: ``MariaDBServerError`` if no server could be started, `CancellationError` if the task was cancelled while it
    ///   started, or what the body throws.
    public static func withServer<Result>(
        _ options: Options = Options(),
        _ body: (MariaDBServer) async throws -> Result
    ) async throws -> Result {
        let server = try await start(options)
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    /// How the server is reached over its unix socket: as root, who has no password. No database is chosen.
    public var configuration: MariaDBConfiguration {
        MariaDBConfiguration(unixSocket: serverFolder.socket, user: "root")
    }

    /// How the server is reached over TCP on 127.0.0.1, as root without a password; `nil` unless ``Options/tcp`` was set.
    public var tcpConfiguration: MariaDBConfiguration? {
        port.map { MariaDBConfiguration(host: "127.0.0.1", port: Int($0), user: "root") }
    }

    /// The server's own folder, with its data in `data`, its socket and its log.
    public var folder: String { serverFolder.path }
}
