import Foundation

/// The folder with the server's plugins for authentication, which Debian has in another package than the server's program.
enum ServerPlugins {
    /// The folder with the plugin for ed25519.
    static let folder = folder(with: "auth_ed25519.so")

    /// Where a plugin may be: in a folder named by the environment, where the packages put them, and where `scripts/setup` does.
    static func folder(with plugin: String) -> String? {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? environment["HOME"].map { "\($0)/.cache" }
        let folders = [
            environment["MARIADB_TEST_PLUGINS"], "/usr/lib/mysql/plugin", "/usr/lib64/mariadb/plugin", "/usr/lib64/mysql/plugin",
            cache.map { "\($0)/swift-mariadb/plugins" },
        ]
        return folders.compactMap(\.self).first { FileManager.default.isReadableFile(atPath: "\($0)/\(plugin)") }
    }
}
