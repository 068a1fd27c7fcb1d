import Foundation
import Glibc

/// Looks at processes and folders of servers from outside, as the system sees them.
enum ProcessWatch {
    /// Whether there is a process of this number. A zombie counts as none: it runs nothing and holds nothing.
    static func isAlive(_ processIdentifier: Int32) -> Bool {
        guard kill(processIdentifier, 0) == 0 else { return false }
        guard let status = try? String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8) else { return false }
        return status.split(separator: ")").last?.split(separator: " ").first != "Z"
    }

    /// The parent of a process, if there is one.
    static func parent(of processIdentifier: Int32) -> Int32? {
        guard let status = try? String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8) else { return nil }
        return status.split(separator: ")").last.flatMap { Int32($0.split(separator: " ")[1]) }
    }

    /// Whether the server's process and its folder are gone.
    static func isGone(_ processIdentifier: Int32, _ folder: String) -> Bool {
        !isAlive(processIdentifier) && !FileManager.default.fileExists(atPath: folder)
    }

    /// Whether a condition comes true within a time that is far more than it needs.
    static func eventually(within limit: Duration = .seconds(60), _ condition: () -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while !condition() {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(5))
        }
        return true
    }
}
