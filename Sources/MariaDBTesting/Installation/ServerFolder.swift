#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where one server keeps everything: data, socket, log. Made and removed by its supervisor.
struct ServerFolder: Sendable, Hashable {
    /// The folder itself, readable by this user only.
    let path: String

    var data: String { "\(path)/data" }
    var socket: String { "\(path)/socket" }
    var log: String { "\(path)/log" }

    /// What a socket's path may have in bytes on Linux (`sun_path` without its closing zero). macOS has 103.
    static let longestSocketPath = 107

    /// Tmpfs is memory: it is used only if there is more of it than a fair number of servers can need.
    private static let memoryNeeded: UInt64 = 2 << 30

    /// Chooses a name that is not taken; the folder is not made.
    ///
    /// - Parameters:
    ///   - parent: What ``MariaDBServer/Options/temporaryFolder`` says.
    ///   - environment: The variables of this process: `TMPDIR` is looked at.
    static func choose(
        in parent: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(MariaDBServerError) -> ServerFolder {
        let number = String(UInt64.random(in: 0..<(1 << 48)), radix: 16)
        let name = "swift-mariadb-" + String(repeating: "0", count: 12 - number.count) + number
        func folder(in parent: String) -> ServerFolder {
            ServerFolder(path: parent.hasSuffix("/") ? parent + name : "\(parent)/\(name)")
        }

        if let parent {
            let chosen = folder(in: parent)
            guard isWritable(parent) else {
                throw MariaDBServerError(.folderUnusable, "The folder \(parent) for servers is missing or can not be written.")
            }
            guard chosen.socket.utf8.count <= longestSocketPath else {
                throw MariaDBServerError(
                    .folderUnusable,
                    "The folder \(parent) for servers is too long: a socket's path has at most \(longestSocketPath) bytes, this "
                        + "one would have \(chosen.socket.utf8.count). Choose another with temporaryFolder or TMPDIR."
                )
            }
            return chosen
        }

        let parents = (hasMemory("/dev/shm") ? ["/dev/shm"] : []) + [environment["TMPDIR"] ?? "", "/tmp"]
        for parent in parents where parent.hasPrefix("/") && isWritable(parent) {
            let chosen = folder(in: parent)
            if chosen.socket.utf8.count <= longestSocketPath { return chosen }
        }
        throw MariaDBServerError(
            .folderUnusable,
            "No folder for servers that can be written and has a short name: TMPDIR and /tmp were tried. Choose one with TMPDIR."
        )
    }

    private static func isWritable(_ folder: String) -> Bool {
        FileManager.default.isWritableFile(atPath: folder)
    }

    private static func hasMemory(_ folder: String) -> Bool {
        isWritable(folder) && SystemCall.freeSpace(in: folder) >= memoryNeeded
    }
}
