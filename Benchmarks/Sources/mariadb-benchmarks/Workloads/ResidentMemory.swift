internal import Foundation

/// The memory of this process, as Linux counts it, in bytes.
enum ResidentMemory {
    static func now() throws -> Int { try value(of: "VmRSS") }

    static func peak() throws -> Int { try value(of: "VmHWM") }

    private static func value(of key: String) throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        for line in status.split(separator: "\n") where line.hasPrefix(key + ":") {
            if let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) {
                return kibibytes * 1024
            }
        }
        throw BenchmarkError(description: "no \(key) in /proc/self/status")
    }
}
