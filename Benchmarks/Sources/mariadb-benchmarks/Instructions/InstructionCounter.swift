internal import BlockingExecutors
internal import Foundation

/// Counts the instructions of fixed workloads with callgrind: those of the client's process and the libraries in it, not the server's
/// and not the kernel's.
struct InstructionCounter {
    let socket: String
    /// `fixed-work`, without its debugging information, which valgrind may not be able to read.
    let program: String

    private static let pool = BlockingThreadPool(.init(name: "bench-count", maximumThreads: 1))

    /// Instructions for each operation. What comes before and after the operations is left out, by counting twice as many as well.
    func count(_ workload: FixedWork) async throws -> Double {
        let once = try await total(workload, workload.operations)
        let twice = try await total(workload, 2 * workload.operations)
        return Double(twice - once) / Double(workload.operations)
    }

    private func total(_ workload: FixedWork, _ operations: Int) async throws -> Int {
        let report = try await Self.pool.run { try self.callgrind(workload.name, operations) }
        // ==4711== Collected : 123456789
        for line in report.split(separator: "\n") where line.contains("Collected :") {
            if let count = line.split(separator: " ").last.flatMap({ Int($0) }) { return count }
        }
        throw BenchmarkError(description: "callgrind counted nothing for \(workload.name): \(report.suffix(500))")
    }

    private func callgrind(_ name: String, _ operations: Int) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, name, socket,
            String(operations),
        ]
        // Hashing with a random seed makes another number of collisions each time.
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_DETERMINISTIC_HASHING": "1"]) { $1 }
        process.standardError = output
        try process.run()
        try? output.fileHandleForWriting.close()
        let report = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchmarkError(
                description: "\(name) under valgrind ended with \(process.terminationStatus): \(report.suffix(500))")
        }
        return report
    }
}
