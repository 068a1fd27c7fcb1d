import Foundation
import Testing

/// How much memory this process has, as the kernel counts it.
enum ProcessMemory {
    /// The most bytes that were ever resident.
    static func most() throws -> Int { try status("VmHWM:") }

    /// The bytes that are resident now.
    static func now() throws -> Int { try status("VmRSS:") }

    private static func status(_ name: String) throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(name) })
        return try #require(Int(line.filter(\.isNumber))) << 10
    }
}
