import Foundation

/// The folder with the server's plugins for authentication, which Debian has in another package than the server's program.
enum ServerPlugins {
    /// Where they may be: in a folder named by the environment, where the packages put them, and where `scripts/setup` does.
    static let folder: String? = {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? environment["HOME"].map { "\($0)/.cache" }
        let folders = [
            environment["MARIADB_TEST_PLUGINS"], "/usr/lib/mysql/plugin", "/usr/lib64/mariadb/plugin", "/usr/lib64/mysql/plugin",
            cache.map { "\($0)/swift-mariadb/plugins" },
        ]
        return folders.compactMap(\.self).first { FileManager.default.isReadableFile(atPath: "\($0)/auth_ed25519.so") }
    }()
}
