import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The folder that keeps what is prepared once per machine and user.
enum CacheFolder {
    /// Finds and, if need be, makes the folder.
    ///
    /// - Parameters:
    ///   - named: What ``MariaDBServer/Options/cacheFolder`` says.
    ///   - environment: The variables of this process: `XDG_CACHE_HOME`, `HOME` and `TMPDIR` are looked at.
    static func find(
        named: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(MariaDBServerError) -> String {
        let folders = candidates(named: named, environment: environment)
        for folder in folders where isUsable(folder) {
            return folder
        }
        throw MariaDBServerError(
            .templateFailed,
            "No folder to keep the prepared data folder in; tried \(folders.joined(separator: ", ")), each must be this user's own "
                + "and writable: set XDG_CACHE_HOME."
        )
    }

    static func candidates(named: String?, environment: [String: String]) -> [String] {
        if let named { return [named] }
        func absolute(_ name: String) -> String? {
            // XDG Base Directory Specification: a path that is not absolute is to be ignored.
            environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let temporary = "\(absolute("TMPDIR") ?? "/tmp")/swift-mariadb-cache-\(SystemCall.userIdentifier)"
        let cache = absolute("XDG_CACHE_HOME") ?? absolute("HOME").map { "\($0)/.cache" }
        return [cache.map { "\($0)/swift-mariadb" }, temporary].compactMap(\.self)
    }

    /// Whether the folder is there, or could be made, and belongs to this user alone: what lies in it is run with this user's
    /// rights, so nobody else may have put it there.
    private static func isUsable(_ folder: String) -> Bool {
        let files = FileManager.default
        try? files.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
        )
        guard
            let found = try? FilePath(folder).stat(), found.type == .directory,
            found.userID.rawValue == SystemCall.userIdentifier,
            found.permissions.isDisjoint(with: [.groupWrite, .otherWrite])
        else { return false }
        return files.isWritableFile(atPath: folder)
    }
}
